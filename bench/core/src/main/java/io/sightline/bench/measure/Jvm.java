package io.sightline.bench.measure;

import java.util.List;
import java.util.stream.Stream;

/** The options that every contender's JVM is started with. */
public final class Jvm {
    /** One heap for all, so that nobody's collector has more room than another's. */
    static final List<String> OPTIONS = Stream.concat(
                    Stream.of(
                            "-Xmx2g",
                            "-Xlog:disable",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Djava.awt.headless=true",
                            "-XX:+ExitOnOutOfMemoryError"),
                    Runtime.version().feature() < 23
                            ? Stream.empty()
                            : Stream.of("--sun-misc-unsafe-memory-access=allow"))
            .toList();

    private Jvm() {}

    /** As text, to be told with the figures. */
    public static String options() {
        return String.join(" ", OPTIONS);
    }
}
