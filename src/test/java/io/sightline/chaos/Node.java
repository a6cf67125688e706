package io.sightline.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.service.CliProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.tools.StorageTool;

/**
 * One Kafka node in a process of its own, started by Kafka's own main class, so that it can be killed,
 * stopped in its tracks and started again.
 */
final class Node implements AutoCloseable {
    private final String name;
    private final Path properties;
    private CliProcess process;

    private Node(String name, Path properties, CliProcess process) {
        this.name = name;
        this.properties = properties;
        this.process = process;
    }

    /** Formats a node's folder and starts it. */
    static Node start(String name, String clusterId, Properties settings, Path folder) throws IOException {
        Path properties = folder.resolve(name + ".properties");
        try (OutputStream out = Files.newOutputStream(properties);
                PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8)) {
            settings.store(out, null);
            StorageTool.execute(new String[] {"format", "-t", clusterId, "-c", properties.toString()}, silent);
        }
        return new Node(name, properties, run(name, properties));
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Starts it again after {@link #kill}, with the data it has. */
    void restart() {
        process = run(name, properties);
    }

    /** SIGSTOP: it holds its connections and answers nothing. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        process.close();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CliProcess run(String name, Path properties) {
        return CliProcess.start(name, "kafka.Kafka", List.of(properties.toString()));
    }
}
