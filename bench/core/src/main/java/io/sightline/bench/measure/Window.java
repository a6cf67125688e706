package io.sightline.bench.measure;

import java.time.Duration;

/**
 * Which part of a run counts.
 *
 * @param warm from the first prediction to the beginning of the window, at least; up to four times as long until
 *     the JVM's compilers rest
 * @param length of the window; it ends sooner when all events are done
 * @param patience for the first prediction
 */
public record Window(Duration warm, Duration length, Duration patience) {
    private static final int LONGEST_WARM_UP = 4;

    /** Longest time for the warm-up. */
    public Duration longestWarm() {
        return warm.multipliedBy(LONGEST_WARM_UP);
    }

    /** Seconds of warm-up and window. */
    public static Window ofSeconds(double warm, double length) {
        return new Window(
                Duration.ofMillis((long) (1000 * warm)),
                Duration.ofMillis((long) (1000 * length)),
                Duration.ofMinutes(2));
    }
}
