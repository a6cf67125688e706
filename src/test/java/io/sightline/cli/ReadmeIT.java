package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.dataset.ColouredPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer goes through the README command by command, as they stand there; only the ports differ.
 */
@DisabledOnOs(OS.WINDOWS)
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(\\d+) (?:train|validation|test)");
    private static final int PATIENCE_S = 300;

    @TempDir
    Path folder;

    private final List<Process> running = new ArrayList<>();
    private String address = "";

    @BeforeEach
    void pictures() throws IOException {
        writePictures("photos", "cat", 40);
        writePictures("photos", "dog", 40);
        writePictures("more-photos", "cat", 10);
        writePictures("more-photos", "dog", 10);
        Files.copy(folder.resolve("photos/cat/red-0.png"), folder.resolve("photos/cat/felix.jpg"));
        Path launcher = folder.resolve("sightline");
        Files.writeString(launcher, """
                #!/bin/sh
                [ "$1" = broker ] && set -- "$@" --port 0
                exec '%s/bin/java' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """.formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path"), Main.class.getName()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : running) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyCommandOfTheFirstHourDoesWhatItSays() throws Exception {
        List<String> first = commands("## The first five minutes");
        run(matching(first, "train"));
        assertThat(folder.resolve("models/pets/1/report.html")).exists();
        run(matching(first, "evaluate"));
        assertThat(run(matching(first, "predict"))).contains("cat");

        Path broker = start(matching(first, "broker"));
        await().atMost(Duration.ofSeconds(PATIENCE_S))
                .until(() -> Files.readString(broker).contains("bootstrap.servers="));
        address = Files.readString(broker).strip().replace("bootstrap.servers=", "");
        run(matching(first, "topics create"));
        Path service = start(matching(first, "serve"));

        run(matching(first, "images send"));
        Path tail = start(matching(first, "predictions tail"));
        await().atMost(Duration.ofSeconds(PATIENCE_S))
                .untilAsserted(() -> assertThat(Files.readString(tail).lines())
                        .as(() -> "predictions; the service said " + text(service))
                        .hasSize(81));
        run(matching(first, "dead-letters list"));

        List<String> better = commands("## A better model");
        run(matching(better, "train"));
        run(matching(better, "evaluate"));
        assertThat(folder.resolve("report.html")).exists();
        run(matching(better, "summary"));
        run("./sightline models publish models/pets --promote");

        run(matching(first, "feedback send --id"));
        run(matching(first, "feedback send more-photos"));
        await().atMost(Duration.ofSeconds(PATIENCE_S))
                .untilAsserted(() -> assertThat(counted(run(matching(first, "examples list"))))
                        .as(() -> "labelled pictures kept; the service said " + text(service))
                        .isEqualTo(21));
        start(matching(first, "models events"));
        assertThat(run(matching(first, "models list"))).contains("champion");
        assertThat(run(matching(first, "models rollback"))).contains("version 1");
    }

    private void writePictures(String data, String label, int count) throws IOException {
        String colour = label.equals("cat") ? "red" : "blue";
        ColouredPictures.write(folder.resolve(data), colour, count, data.hashCode());
        Files.move(folder.resolve(data).resolve(colour), folder.resolve(data).resolve(label));
    }

    /** Commands of the shell blocks between a heading and the next one of its kind. */
    private static List<String> commands(String heading) throws IOException {
        String text = Files.readString(Path.of("README.md"));
        int start = text.indexOf(heading);
        assertThat(start).as(heading).isNotNegative();
        int end = text.indexOf("\n## ", start + heading.length());
        return BLOCK.matcher(text.substring(start, end))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(String::strip)
                .filter(line -> line.startsWith("./sightline "))
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .toList();
    }

    private static String matching(List<String> commands, String start) {
        return commands.stream()
                .filter(command -> command.startsWith("./sightline " + start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command begins with " + start + " in " + commands));
    }

    private static int counted(String table) {
        return NUMBER.matcher(table)
                .results()
                .mapToInt(number -> Integer.parseInt(number.group(1)))
                .sum();
    }

    private String run(String command) throws Exception {
        Path out = folder.resolve("out.txt");
        Process process = shell(command, out);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + text(out));
        }
        assertThat(process.exitValue()).as(() -> command + ": " + text(out)).isZero();
        return text(out);
    }

    private Path start(String command) throws IOException {
        Path out = folder.resolve("out-" + running.size() + ".txt");
        running.add(shell("exec " + command, out));
        return out;
    }

    private Process shell(String command, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve(out.getFileName() + ".err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGHTLINE_"));
        builder.environment().put("SIGHTLINE_HTTP_PORT", "0");
        builder.environment().put("SIGHTLINE_STATE_DIR", folder.resolve("state").toString());
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        if (!address.isEmpty()) {
            builder.environment().put("SIGHTLINE_BOOTSTRAP_SERVERS", address);
        }
        return builder.start();
    }

    private static String text(Path out) {
        try (Stream<Path> files = Stream.of(out, out.resolveSibling(out.getFileName() + ".err"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::exists).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
