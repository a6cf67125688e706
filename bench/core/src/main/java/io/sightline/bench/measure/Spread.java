package io.sightline.bench.measure;

import java.util.List;

/**
 * The median of several measurements and their range.
 *
 * @param median the middle one; of an even number the mean of the two in the middle
 * @param low the lowest
 * @param high the highest
 * @param rounds how many there were
 */
public record Spread(double median, double low, double high, int rounds) {
    /**
     * Sums measurements up.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }
}
