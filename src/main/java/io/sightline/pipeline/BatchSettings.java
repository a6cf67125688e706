package io.sightline.pipeline;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * When a batch is closed and which sizes the model is run with.
 *
 * @param maxSize most images in one batch, at least 1
 * @param linger longest time the first image of a batch waits for others
 */
public record BatchSettings(int maxSize, Duration linger) {

    public static BatchSettings from(Settings settings) {
        return new BatchSettings(
                settings.getInt(Settings.BATCH_MAX_SIZE),
                Duration.ofMillis(settings.getLong(Settings.BATCH_LINGER_MS)));
    }

    /**
     * The sizes the model is run with, smallest first: powers of two, then the maximum. The first run
     * of a new size costs seconds, so batches are padded up to one of these few, all warmed up.
     */
    public int[] ladder() {
        return IntStream.concat(IntStream.iterate(1, size -> size < maxSize, size -> size * 2), IntStream.of(maxSize))
                .toArray();
    }

    /** The smallest size of the ladder that holds {@code images}. */
    int padded(int images) {
        for (int size : ladder()) {
            if (size >= images) {
                return size;
            }
        }
        throw new IllegalArgumentException(images + " images in a batch of at most " + maxSize);
    }
}
