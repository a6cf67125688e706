package io.sightline.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of a process by the names of its threads, numbers left out. On Linux; elsewhere there is none.
 *
 * @param seconds by name
 */
public record ThreadTimes(Map<String, Double> seconds) {
    private static final double TICKS = 100; // USER_HZ, the same on every Linux
    private static final int USER_TIME = 11; // of the fields behind the name
    private static final int MOST = 8;

    /** What {@link io.sightline.engine.TensorFlowEngine} has TensorFlow's threads called. */
    private static final String TENSORFLOW = "tensorflow";

    /** As much as a process has used so far; empty if there is none. */
    public static ThreadTimes of(long pid) {
        Map<String, Double> seconds = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads.forEach(thread -> add(seconds, thread.resolve("stat")));
        } catch (IOException | UncheckedIOException e) {
            return new ThreadTimes(Map.of()); // no Linux, or the process has just ended
        }
        return new ThreadTimes(seconds);
    }

    /** What was used since, for each image in milliseconds: the names that used most, the most first. */
    public Map<String, Double> millisSince(ThreadTimes before, long images) {
        Map<String, Double> used = new LinkedHashMap<>();
        seconds.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(),
                        1e3 * (entry.getValue() - before.seconds.getOrDefault(entry.getKey(), 0.0)) / images))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(entry -> used.put(entry.getKey(), entry.getValue()));
        return used;
    }

    /**
     * Processor time for an image of all threads but TensorFlow's: reading and decoding, Kafka and what is between.
     *
     * @param cpuSeconds of all threads
     * @param millis see {@link #millisSince}
     * @return not a number where the system does not tell
     */
    public static double besidesTensorFlow(double cpuSeconds, Map<String, Double> millis) {
        return millis.isEmpty() ? Double.NaN : cpuSeconds - millis.getOrDefault(TENSORFLOW, 0.0) / 1e3;
    }

    /** What the compilers of a JVM have used. */
    public double compilerSeconds() {
        return seconds.entrySet().stream()
                .filter(entry -> entry.getKey().contains("CompilerThre"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static void add(Map<String, Double> seconds, Path stat) {
        try {
            String text = Files.readString(stat);
            int end = text.lastIndexOf(')');
            String name = text.substring(text.indexOf('(') + 1, end).replaceAll("[-_#]?\\d+", "");
            String[] fields = text.substring(end + 2).split(" ");
            double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[USER_TIME + 1]);
            seconds.merge(name.strip(), ticks / TICKS, Double::sum);
        } catch (IOException e) {
            // the thread has ended since it was listed; what it used is lost
        }
    }
}
