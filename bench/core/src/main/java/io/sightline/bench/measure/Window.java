package io.sightline.bench.measure;

import java.time.Duration;

/**
 * How long a contender warms up and is measured.
 *
 * @param warm from the first prediction to the first window, at least
 * @param longestWarm the same while the JVM's compilers do not rest
 * @param length of the window
 * @param patience for the first prediction
 */
public record Window(Duration warm, Duration longestWarm, Duration length, Duration patience) {

    /** Seconds of warm-up, shortest and longest, and window. */
    public static Window ofSeconds(int warm, int longestWarm, int length) {
        return new Window(
                Duration.ofSeconds(warm),
                Duration.ofSeconds(longestWarm),
                Duration.ofSeconds(length),
                Duration.ofMinutes(2));
    }
}
