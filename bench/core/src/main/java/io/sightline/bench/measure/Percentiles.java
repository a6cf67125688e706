package io.sightline.bench.measure;

import java.util.List;

/**
 * Latencies in few numbers, in milliseconds.
 *
 * @param count how many there were
 */
public record Percentiles(int count, double p50, double p90, double p99, double max) {
    /**
     * Sums latencies up: each percentile is the smallest value that so many are not above.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Percentiles of(List<Double> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("there are no percentiles of nothing");
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Percentiles(
                sorted.size(), at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), sorted.get(sorted.size() - 1));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
