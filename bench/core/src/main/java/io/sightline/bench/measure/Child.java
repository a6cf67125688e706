package io.sightline.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.bench.contender.ContenderMain;
import io.sightline.bench.contender.Job;
import io.sightline.bench.process.ThreadTimes;
import io.sightline.event.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The process of a contender. All have the same options of the JVM; closing kills it. */
public final class Child implements AutoCloseable {
    private static final int LOG_LINES = 30;
    private static final long LOOK_MS = 20;

    private final Process process;
    private final Path log;
    private final Thread atExit;
    private final long started = System.nanoTime();

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new Thread(process::destroyForcibly, "end-contender");
        // One that is stopped does not see that this process has ended.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a contender on its job.
     *
     * @param log file for what it writes
     */
    static Child start(Spec spec, Job job, Path log) throws IOException {
        Path jobFile = job.work().resolve("job.json");
        Json.mapper().writeValue(jobFile.toFile(), job);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Jvm.OPTIONS);
        command.addAll(spec.jvmOptions());
        command.addAll(List.of("-cp", spec.classpath(), ContenderMain.class.getName()));
        command.addAll(List.of(spec.type(), jobFile.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "3");
        return new Child(builder.start(), log);
    }

    /** Processor time it has used so far, in seconds. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Processor time it has used so far, by thread. */
    ThreadTimes threadTimes() {
        return ThreadTimes.of(process.pid());
    }

    /** Of the operating system. */
    long pid() {
        return process.pid();
    }

    /** Memory it has resident, in MiB; not a number where the system does not tell (other than Linux). */
    double residentMiB() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Seconds since it was started. */
    double age() {
        return (System.nanoTime() - started) / 1e9;
    }

    /**
     * Makes sure that it runs.
     *
     * @throws ContenderFailedException with the end of its log if it has ended
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new ContenderFailedException("ended with " + process.exitValue() + "\n" + logTail());
        }
    }

    /** The end of what it has written. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return String.format(Locale.ROOT, "(its log %s cannot be read: %s)", log, e);
        }
    }

    /** Stops it, until it is resumed: it uses no processor time. On systems with POSIX signals. */
    void stop() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (result != 0 && process.isAlive()) {
            throw new IOException("kill " + signal + " " + process.pid() + " ended with " + result);
        }
    }

    /**
     * Waits until it has left a file of JSON, and reads that.
     *
     * @throws ContenderFailedException if it ends before, or does not in time
     */
    <T> T await(Path file, Duration time, Class<T> type) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + time.toNanos();
        while (!Files.exists(file)) {
            requireAlive();
            if (System.nanoTime() > giveUp) {
                throw new ContenderFailedException(
                        "not done within " + time.toSeconds() + " s with " + file.getFileName() + "\n" + logTail());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return Json.mapper().readValue(file.toFile(), type);
    }

    /** Sends it a line. */
    void tell(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(UTF_8));
        input.flush();
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws ContenderFailedException if it does not in time, or says that it has failed
     */
    void awaitEnd(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new ContenderFailedException("did not end in order\n" + logTail());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook has nothing left to do
        }
    }
}
