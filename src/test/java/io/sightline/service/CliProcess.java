package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own, as users run it: a command of Sightline's, or one of Kafka's
 * tools. What it prints goes to {@code target/processes/NAME.out} and {@code NAME.err}, which are
 * appended to.
 */
public final class CliProcess implements AutoCloseable {
    private static final int PATIENCE_S = 400;
    private static final Path LOGS = Path.of("target", "processes");

    private final Process process;
    private final Path out;
    private final Path err;

    private CliProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command of Sightline's, for example {@code broker --port 0}. */
    public static CliProcess sightline(String name, String... arguments) {
        return start(name, Main.class.getName(), List.of(arguments));
    }

    /** Starts {@code sightline serve} with settings, its HTTP server on a free port. */
    public static CliProcess serve(String name, Map<String, String> settings) {
        return serve(name, settings, Surroundings.USUAL);
    }

    /** Starts {@code sightline serve} with settings, its HTTP server on a free port, in surroundings of its own. */
    public static CliProcess serve(String name, Map<String, String> settings, Surroundings surroundings) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        settings.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
        return start(name, Main.class.getName(), arguments, surroundings);
    }

    /** Starts a class with a main method. */
    public static CliProcess start(String name, String mainClass, List<String> arguments) {
        return start(name, mainClass, arguments, Surroundings.USUAL);
    }

    private static CliProcess start(String name, String mainClass, List<String> arguments, Surroundings surroundings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(surroundings.jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        Path out = LOGS.resolve(name + ".out");
        Path err = LOGS.resolve(name + ".err");
        try {
            Files.createDirectories(LOGS);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
            builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
            builder.environment().putAll(surroundings.environment());
            return new CliProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the process its whole input. */
    public CliProcess input(byte[] bytes) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL: no shutdown hook, no commit, no goodbye. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM, and waits for the end; returns the exit code. */
    public int terminate() {
        process.destroy();
        return await();
    }

    /** Waits for the end; returns the exit code. */
    public int await() {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end within " + PATIENCE_S + " s:\n" + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What it has printed to standard output so far. */
    public String output() {
        return read(out);
    }

    /** What it has printed to standard error so far. */
    public String errors() {
        return read(err);
    }

    @Override
    public void close() {
        kill();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
