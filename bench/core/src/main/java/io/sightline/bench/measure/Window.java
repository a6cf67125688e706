package io.sightline.bench.measure;

import java.time.Duration;

/**
 * Which part of a run counts.
 *
 * @param warm from the first prediction to the beginning of the window
 * @param length of the window; it ends sooner when all events are done
 * @param patience for the first prediction
 */
public record Window(Duration warm, Duration length, Duration patience) {
    /** Seconds of warm-up and window. */
    public static Window ofSeconds(double warm, double length) {
        return new Window(
                Duration.ofMillis((long) (1000 * warm)),
                Duration.ofMillis((long) (1000 * length)),
                Duration.ofMinutes(2));
    }
}
