package io.sightline.http.api;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two readings.
 *
 * @param at when the later was taken, milliseconds since the epoch
 * @param imagesPerSecond predictions
 * @param deadLettersPerSecond dead letters
 * @param p50Ms half of the images had their prediction within so many milliseconds of their capture; null without
 *     any
 * @param p99Ms the same of 99 of 100
 * @param batch images in a batch, on average; null without any
 * @param deadLetters by reason
 */
record Interval(
        long at,
        double imagesPerSecond,
        double deadLettersPerSecond,
        @Nullable Double p50Ms,
        @Nullable Double p99Ms,
        @Nullable Double batch,
        Map<String, Double> deadLetters) {

    static Interval between(Readings from, Readings to, double seconds, long at) {
        Map<String, Double> dead = new TreeMap<>();
        to.deadLetters().forEach((reason, count) -> {
            double more = count - from.deadLetters().getOrDefault(reason, 0.0);
            if (more > 0) {
                dead.put(reason, more);
            }
        });
        Map<Double, Double> latency = new TreeMap<>();
        to.latency()
                .forEach((bound, count) ->
                        latency.put(bound, count - from.latency().getOrDefault(bound, 0.0)));
        double batches = to.batches() - from.batches();
        return new Interval(
                at,
                round((to.predicted() - from.predicted()) / seconds),
                round(dead.values().stream().mapToDouble(Double::doubleValue).sum() / seconds),
                milliseconds(latency, 0.5),
                milliseconds(latency, 0.99),
                batches > 0 ? round((to.batched() - from.batched()) / batches) : null,
                dead);
    }

    /** As Prometheus' {@code histogram_quantile}: evenly spread within a bucket. */
    private static @Nullable Double milliseconds(Map<Double, Double> buckets, double share) {
        double total =
                buckets.values().stream().mapToDouble(Double::doubleValue).sum();
        if (total <= 0) {
            return null;
        }
        double below = 0;
        double lower = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double count = bucket.getValue();
            if (below + count >= share * total && count > 0) {
                double upper = Double.isInfinite(bucket.getKey()) ? lower : bucket.getKey();
                return round(1000 * (lower + (upper - lower) * (share * total - below) / count));
            }
            below += count;
            lower = bucket.getKey();
        }
        return round(1000 * lower);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
