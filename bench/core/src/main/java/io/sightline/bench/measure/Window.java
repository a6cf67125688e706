package io.sightline.bench.measure;

import java.time.Duration;

/**
 * How long a contender warms up and is measured.
 *
 * @param warm from the first prediction to the first window, at least
 * @param longestWarm the same while the JVM's compilers do not rest
 * @param practice windows that do not count at most, while the compilers do not rest
 * @param length of the window
 * @param patience for the first prediction
 */
public record Window(Duration warm, Duration longestWarm, int practice, Duration length, Duration patience) {

    /** Seconds of warm-up, shortest and longest, windows of practice, and seconds of the window. */
    public static Window ofSeconds(int warm, int longestWarm, int practice, int length) {
        return new Window(
                Duration.ofSeconds(warm),
                Duration.ofSeconds(longestWarm),
                practice,
                Duration.ofSeconds(length),
                Duration.ofMinutes(2));
    }
}
