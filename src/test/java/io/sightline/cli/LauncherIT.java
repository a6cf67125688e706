package io.sightline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in an installation of its own, in a folder with a space. In place of Maven stands a
 * script that takes over what the surrounding build has made, so that nothing is fetched or compiled.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private record Result(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void anInstallation() throws IOException {
        Path built = Path.of("target", "sightline").toAbsolutePath();
        assumeThat(built.resolve("classpath")).as("what `./mvnw package` makes").exists();
        home = Files.createDirectories(folder.resolve("sight line"));
        Files.copy(Path.of("sightline"), home.resolve("sightline"));
        assertThat(home.resolve("sightline").toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("src/main/java"));
        fakeMaven("mkdir -p target && rm -rf target/sightline && ln -s '" + built + "' target/sightline");
    }

    @Test
    void buildsOnFirstUseAndAgainAfterAChange() throws Exception {
        Result first = sightline(Map.of(), "--version");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith("Sightline ");
        assertThat(first.err()).contains("building for the first time", "sightline: built");

        Result second = sightline(Map.of(), "--version");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Path source = Files.writeString(home.resolve("src/main/java/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(sightline(Map.of(), "--version").err()).contains("the sources have changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void makesAClassArchiveThatTheJvmAccepts() throws Exception {
        Result first = sightline(Map.of("SIGHTLINE_CLASS_ARCHIVE", "yes"), "--version");
        assertThat(first.err()).contains("preparing quick starts").doesNotContain("without a class archive");

        Result second = sightline(Map.of("SIGHTLINE_JAVA_OPTS", "-Xshare:on"), "--version"); // fails unless mapped
        assertThat(second.exit()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void passesExitCodesAndKeepsStandardOutputClean() throws Exception {
        sightline(Map.of(), "--version");

        Result settings =
                sightline(Map.of("SIGHTLINE_BATCH_LINGER_MS", "7"), "settings", "--json", "--set", "batch.max.size=8");
        assertThat(settings.exit()).isZero();
        assertThat(settings.err()).isEmpty();
        assertThat(settings.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(settings.out())
                .contains("\"batch.linger.ms\"", "\"7\"")
                .contains("environment variable SIGHTLINE_BATCH_LINGER_MS");

        assertThat(sightline(Map.of(), "settings", "--set", "batch.max.size=x").exit())
                .isEqualTo(1);
        assertThat(sightline(Map.of(), "no such command").exit()).isEqualTo(2);
    }

    @Test
    void namesBeyondAsciiWorkInTheLocaleOfContainersToo() throws Exception {
        Result result = sightline(Map.of("LC_ALL", "C"), "topics", "list", "--config", "/no/Prüfplatz 3.properties");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Prüfplatz 3.properties");
    }

    @Test
    void findsItsSettingsFromAnyFolderAndThroughALink() throws Exception {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/sightline.properties"), "batch.max.size=5\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("sightline"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

        Result result = run(elsewhere, Map.of(), link.toString(), "settings");

        assertThat(result.out()).contains("batch.max.size=5  # ");
    }

    @Test
    void passesOptionsToTheJvmThatWinOverItsOwn() throws Exception {
        Result result = sightline(
                Map.of(
                        "SIGHTLINE_JAVA_OPTS",
                        "-Dsightline.home=/nowhere -Djava.awt.headless=false -XX:+PrintFlagsFinal"),
                "--version");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("MaxHeapSize");
    }

    @Test
    void twoFirstStartsAtOnceBuildOnce() throws Exception {
        List<CompletableFuture<Result>> starts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            starts.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return sightline(Map.of(), "--version");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<Result> start : starts) {
            assertThat(start.get(2, TimeUnit.MINUTES).exit()).isZero();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockLeftByAStartThatWasKilledIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(home.resolve("target/run.lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(sightline(Map.of(), "--version").exit()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
        fakeMaven("echo 'no space left on device'; exit 1");

        for (int attempt = 1; attempt <= 2; attempt++) {
            Result result = sightline(Map.of(), "--version");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("no space left on device", "the build failed", "build.log");
            assertThat(builds()).isEqualTo(attempt);
        }
    }

    @Test
    void javaThatIsMissingTooOldOrNoJdkIsNamed() throws Exception {
        Path none = Files.createDirectories(folder.resolve("none"));
        assertThat(sightline(Map.of("JAVA_HOME", none.toString()), "--version"))
                .satisfies(result -> assertThat(result.exit()).isEqualTo(1))
                .satisfies(result -> assertThat(result.err()).contains("JAVA_HOME is " + none, "version 17 or newer"));

        Path old = fakeJava("old", "11.0.22");
        assertThat(sightline(Map.of("JAVA_HOME", old.toString()), "--version").err())
                .contains("is version 11.0.22");

        Path runtime = fakeJava("jre", "17.0.1");
        assertThat(sightline(Map.of("JAVA_HOME", runtime.toString()), "--version")
                        .err())
                .contains("is a runtime without javac");
    }

    private Path fakeJava(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private void fakeMaven(String work) throws IOException {
        Files.writeString(home.resolve("mvnw"), "echo build >> builds\n" + work + "\n");
    }

    private long builds() throws IOException {
        return Files.lines(home.resolve("builds")).count();
    }

    private Result sightline(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("sightline").toString()));
        command.addAll(List.of(arguments));
        return run(folder, environment, command.toArray(String[]::new));
    }

    private static Result run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SIGHTLINE_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SIGHTLINE_CLASS_ARCHIVE", "no"); // takes long, and only a start can tell
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String out = text(process.getInputStream());
        return new Result(process.waitFor(), out, err.join());
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
