package io.sightline.pipeline;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * When a batch is closed and which sizes the model is run with.
 *
 * @param maxSize most images in one batch, at least 1
 * @param linger how long the first image of a batch waits for others, see {@link BatchQueue}
 * @param threads batches that the model runs at a time, at least 1
 * @param tune whether smaller batches are taken where they are as fast
 */
public record BatchSettings(int maxSize, Duration linger, int threads, boolean tune) {
    /** Each batch that runs takes memory of its own for what lies between the layers. */
    private static final int MOST_THREADS_BY_DEFAULT = 4;

    public static BatchSettings from(Settings settings) {
        return new BatchSettings(
                settings.getInt(Settings.BATCH_MAX_SIZE),
                Duration.ofMillis(settings.getLong(Settings.BATCH_LINGER_MS)),
                threads(settings.getInt(Settings.BATCH_THREADS)),
                settings.getString(Settings.BATCH_TUNE).equals("auto"));
    }

    private static int threads(int setting) {
        return setting > 0 ? setting : Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS_BY_DEFAULT);
    }

    /**
     * How many of TensorFlow's threads are to compute an operation: one where there is a batch for each processor, as
     * images cost more in batches that share their threads; 0, for as many as there are processors, where there are
     * fewer batches.
     */
    public int operationThreads() {
        return threads >= Runtime.getRuntime().availableProcessors() ? 1 : 0;
    }

    /** The same with other batches. */
    BatchSettings withMaxSize(int images) {
        return new BatchSettings(images, linger, threads, tune);
    }

    /**
     * The sizes the model is run with, smallest first: powers of two, then the maximum. The first run
     * of a new size costs seconds, so batches have one of these few, all warmed up.
     */
    public int[] ladder() {
        return IntStream.concat(IntStream.iterate(1, size -> size < maxSize, size -> size * 2), IntStream.of(maxSize))
                .toArray();
    }

    /**
     * The largest size of the ladder that so many images fill.
     *
     * @param images at least 1
     */
    public int sizeWithin(int images) {
        return images >= maxSize ? maxSize : Integer.highestOneBit(images);
    }
}
