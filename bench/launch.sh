# Read by ../sightline for `sightline bench`: builds the benchmark on first use and after changes, then runs it.
# The benchmark is a build of its own, so that nothing of it is on Sightline's class path.

bench=$home/bench
bench_built=$bench/target/built    # its time is the time the newest build began

bench_is_current() {
    [ -f "$bench_built" ] && [ -f "$bench/core/target/classpath" ] &&
        [ -z "$(find "$built" "$bench" -name target -prune -o -type f -newer "$bench_built" -print 2>/dev/null | head -n 1)" ]
}

build_bench() {
    [ -x "$jdk/bin/javac" ] || die "building needs a JDK, and $jdk is a runtime without javac. $need; set JAVA_HOME to one."
    mkdir -p "$bench/target"
    log=$bench/target/build.log
    say "building the benchmark; the other libraries are some 300 MB, fetched once (log: $log)"
    touch "$bench/target/began"
    (
        cd "$home"
        JAVA_HOME=$jdk
        export JAVA_HOME
        sh ./mvnw -B -Dmaven.test.skip=true -Dchecks.skip=true -Ddist.skip=true install &&
            sh ./mvnw -B -f bench/pom.xml -Dmaven.test.skip=true -Dchecks.skip=true --fail-at-end package
    ) > "$log" 2>&1 < /dev/null || {
        [ -f "$bench/core/target/classpath" ] || { tail -n 40 "$log" >&2; die "the build failed; the whole log is in $log"; }
        say "not all of it could be built, and what could not is left out; the log is in $log"
    }
    mv "$bench/target/began" "$bench_built"
}

if ! bench_is_current; then
    take_lock
    trap unlock EXIT
    bench_is_current || build_bench
    trap - EXIT
    unlock
fi

revision=$(git -C "$home" describe --always --dirty --abbrev=10 2>/dev/null) && revision=" ($revision)"

: "${TF_CPP_MIN_LOG_LEVEL=3}"
export TF_CPP_MIN_LOG_LEVEL
# shellcheck disable=SC2086
exec "$java" $flags ${SIGHTLINE_JAVA_OPTS:-} -cp "$bench/core/target/classes:$(cat "$bench/core/target/classpath")" \
    "-Dsightline.home=$home" "-Dsightline.revision=$revision" io.sightline.bench.Main "$@"
