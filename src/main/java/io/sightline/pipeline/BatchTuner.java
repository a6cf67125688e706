package io.sightline.pipeline;

import io.sightline.evaluation.Throughput;
import io.sightline.model.Classifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, on the machine it runs on, in what batches a model is fastest: runs it in every size of the ladder, on as
 * many threads as will run batches, for a fraction of a second each, a few times, and those that are not much slower than
 * the fastest again and again while there is time. From some size on larger batches are no faster and only take longer, so
 * of those that are about as fast as the fastest the smallest gives the shortest latency. What a batch costs besides the
 * model counts: small batches of a quick model would cost more between them than they take.
 */
public final class BatchTuner {
    /** Less of a difference is what the machine does besides. */
    private static final double AS_FAST = 0.98;

    /**
     * What a thread takes for a batch besides the model: to be handed it, to start TensorFlow and to answer. Measured as the
     * processor time of the service's threads with batches of one and of four.
     */
    private static final double BATCH_SECONDS = 0.0005;

    private static final double TRY_SECONDS = 0.1;

    /** A model for which this is not enough is tried in small batches only. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(4).toNanos();

    /** What else the machine does only makes a model slower: the best of so many tries counts. */
    private static final int PASSES = 10;

    /** So many tries each size has: in one alone the JVM may have been busy with its start. */
    private static final int FAIR = 3;

    /** A size that is slower than this in its best try is not tried any more. */
    private static final double NEAR = 0.8;

    private static final Logger logger = LoggerFactory.getLogger(BatchTuner.class);

    private BatchTuner() {}

    /**
     * What was found.
     *
     * @param batches as given, or with smaller batches
     * @param imagesPerSecond the model's speed in full ones
     */
    public record Tuned(BatchSettings batches, double imagesPerSecond) {}

    /** Tries all sizes of the ladder, which the model is warm for. */
    public static Tuned tune(Classifier model, BatchSettings settings) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        List<Throughput> speeds =
                bestTries(settings.ladder(), size -> measure(model, settings, size), () -> System.nanoTime() < giveUp);
        Throughput best = best(speeds, settings.threads());
        logger.info(
                "It classifies {}: batches of {}",
                speeds.stream()
                        .map(speed -> String.format(
                                Locale.ROOT, "%.1f images/s in batches of %d", speed.imagesPerSecond(), speed.batch()))
                        .collect(Collectors.joining(", ")),
                best.batch());
        return new Tuned(settings.withMaxSize(best.batch()), best.imagesPerSecond());
    }

    /**
     * The best try of each size, smallest size first; without the larger ones where there was no time for them.
     *
     * @param patience whether there is time for more than the very first
     */
    static List<Throughput> bestTries(int[] ladder, IntFunction<Throughput> tried, BooleanSupplier patience) {
        List<Throughput> speeds = new ArrayList<>();
        for (int size : ladder) {
            if (speeds.isEmpty() || patience.getAsBoolean()) {
                speeds.add(tried.apply(size));
            }
        }
        for (int pass = 1; pass < PASSES; pass++) {
            Collections.reverse(speeds); // a machine that gets slower meanwhile does so for both ends
            double near = pass < FAIR ? 0 : NEAR;
            for (int i = 0; i < speeds.size() && patience.getAsBoolean(); i++) {
                Throughput before = speeds.get(i);
                if (before.imagesPerSecond() >= near * most(speeds)) {
                    speeds.set(i, faster(before, tried.apply(before.batch())));
                }
            }
        }
        speeds.sort(Comparator.comparingInt(Throughput::batch));
        return speeds;
    }

    private static Throughput faster(Throughput one, Throughput other) {
        return one.imagesPerSecond() >= other.imagesPerSecond() ? one : other;
    }

    private static double most(List<Throughput> speeds) {
        return speeds.stream().mapToDouble(Throughput::imagesPerSecond).max().orElseThrow();
    }

    /** Leaves the batches as they are, and sees how fast the model is in full ones. */
    public static Tuned untuned(Classifier model, BatchSettings settings) {
        Throughput speed = measure(model, settings, settings.maxSize());
        logger.info(
                "It classifies {} images/s in batches of {}",
                String.format(Locale.ROOT, "%.1f", speed.imagesPerSecond()),
                settings.maxSize());
        return new Tuned(settings, speed.imagesPerSecond());
    }

    /** The smallest size that is about as fast as the fastest, what batches cost besides included. */
    static Throughput best(List<Throughput> speeds, int threads) {
        double fastest = speeds.stream()
                .mapToDouble(speed -> served(speed, threads))
                .max()
                .orElseThrow();
        return speeds.stream()
                .filter(speed -> served(speed, threads) >= AS_FAST * fastest)
                .findFirst()
                .orElseThrow();
    }

    /** Images a second of so many threads that run batches. */
    private static double served(Throughput speed, int threads) {
        double batchSeconds = speed.batch() * threads / speed.imagesPerSecond() + BATCH_SECONDS;
        return speed.batch() * threads / batchSeconds;
    }

    private static Throughput measure(Classifier model, BatchSettings settings, int size) {
        return Throughput.measure(model, size, settings.threads(), TRY_SECONDS);
    }
}
