package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.kafka.ClientSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Types the commands of a document into a shell, as they stand there; only the ports differ. Sightline and Kafka's
 * tools are those of the class path. Remembers what it ran, so that nothing in a document is forgotten.
 */
final class DocumentShell implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(300);

    private static final Pattern LISTENS = Pattern.compile("Working on \\S+ of (\\S+) as .* at http://(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("(\\d+) (?:train|validation|test)");
    private static final Map<String, String> PROGRAMS = Map.of(
            "sightline", "io.sightline.cli.Main",
            "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-streams-application-reset.sh", "org.apache.kafka.tools.StreamsResetter");

    private final Path folder;
    private final List<Process> running = new ArrayList<>();
    private final Set<String> typed = new HashSet<>();
    private final Map<String, String> settings = new TreeMap<>();
    private String broker = "";
    private String http = "";

    /** @param folder where the commands are typed */
    DocumentShell(Path folder) throws IOException {
        this.folder = folder;
        set("SIGHTLINE_HTTP_PORT", "0");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path script = programs.resolve(program.getKey());
            Files.writeString(script, """
                    #!/bin/sh
                    case "$*" in
                        broker*) set -- "$@" --port 0 ;;
                        *--embedded-broker*) set -- "$@" --broker-port 0 ;;
                    esac
                    exec '%s/bin/java' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                    """.formatted(
                    System.getProperty("java.home"), System.getProperty("java.class.path"), program.getValue()));
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        Files.createSymbolicLink(folder.resolve("sightline"), programs.resolve("sightline"));
    }

    /** Sets a variable of the environment for the commands that follow. */
    void set(String variable, String value) {
        settings.put(variable, value);
    }

    private void broker(String address) {
        broker = address;
        set("SIGHTLINE_BOOTSTRAP_SERVERS", address);
    }

    /** Starts a broker for the commands that follow. */
    void startBroker() throws IOException {
        broker(start("./sightline broker --data broker"));
    }

    /** Waits for the broker that prints there. */
    void broker(Path out) throws IOException {
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("bootstrap.servers="));
        broker(Files.readString(out).strip().replace("bootstrap.servers=", ""));
    }

    /** Waits until the service is ready that prints there; its broker and port are those of the documents from now on. */
    void service(Path out) throws Exception {
        Matcher listens = awaitReady(out);
        broker(listens.group(1));
        http = listens.group(2);
    }

    /** Waits until the service is ready that prints there; gives where its broker is, and where it listens. */
    Matcher awaitReady(Path out) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(out)).containsPattern(LISTENS));
        Matcher listens = LISTENS.matcher(text(out));
        assertThat(listens.find()).isTrue();
        run("until curl -sf http://" + listens.group(2) + "/health/ready; do sleep 1; done");
        return listens;
    }

    /** Runs a command to its end, which must be a good one; gives what it printed. */
    String run(DocumentedCommand command) throws Exception {
        typed.add(command.line());
        return run(command.line(), command.input());
    }

    /** The same of a command that is in no document. */
    String run(String command) throws Exception {
        return run(command, "");
    }

    private String run(String command, String input) throws Exception {
        Path out = out("out");
        Files.deleteIfExists(out);
        Process process = shell(command, input, out);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + text(out));
        }
        assertThat(process.exitValue()).as(() -> command + ": " + text(out)).isZero();
        return text(out);
    }

    /** Starts a command that goes on until it is stopped; gives the file that it prints to. */
    Path start(DocumentedCommand command) throws IOException {
        typed.add(command.line());
        return start(command.line());
    }

    /** The same of a command that is in no document. */
    Path start(String command) throws IOException {
        Path out = out("out-" + running.size());
        running.add(shell("exec " + command, "", out));
        return out;
    }

    /** Ends the command that was started last, as Ctrl-C does, and waits for its end. */
    void stopLast() throws InterruptedException {
        Process last = running.remove(running.size() - 1);
        last.destroy();
        assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Leads other clients to the broker. */
    ClientSettings clients() {
        return new ClientSettings(new Settings(Map.of(Settings.BOOTSTRAP_SERVERS, broker)));
    }

    /** How many labelled pictures there are to learn from. */
    int examples() throws Exception {
        return NUMBER.matcher(run("./sightline examples list", ""))
                .results()
                .mapToInt(number -> Integer.parseInt(number.group(1)))
                .sum();
    }

    /** Every command of the document has been typed, or stands in {@link NotRun}. */
    void assertAllTyped(List<DocumentedCommand> commands) {
        assertThat(commands)
                .filteredOn(command -> NotRun.reason(command).isEmpty())
                .extracting(DocumentedCommand::line)
                .as("commands of the document that the test runs; those that it cannot run stand in NotRun")
                .isSubsetOf(typed);
    }

    /** What a command has printed, both to stdout and stderr. */
    static String text(Path out) {
        StringBuilder text = new StringBuilder();
        try {
            for (Path file : List.of(out, err(out))) {
                if (Files.exists(file)) {
                    text.append(Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private Process shell(String command, String input, Path out) throws IOException {
        String line = command.replace("127.0.0.1:8080", http)
                .replace("localhost:9092", broker)
                .replaceAll("--port \\d+", "--port 0");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err(out).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGHTLINE_"));
        builder.environment().putAll(settings);
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.environment().merge("PATH", folder.resolve("programs").toString(), (old, ours) -> ours + ":" + old);
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        return process;
    }

    private Path out(String name) {
        return folder.resolve(name + ".txt");
    }

    private static Path err(Path out) {
        return out.resolveSibling(out.getFileName() + ".err");
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : running) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
