package io.sightline.bench.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds of a contender came to.
 *
 * @param name for people
 * @param note what it is
 * @param guarantee see {@link Spec}
 * @param imagesPerSecond that became visible
 * @param ofLimit its speed as a share of that of the limit in the same round; null where none was measured
 * @param ofFirst its speed as a share of that of the first contender in the same round; null in older results
 * @param cpuOfFirst the same of processor time for each image
 * @param cpuSecondsPerImage processor time of its process
 * @param brokerCpuSecondsPerImage processor time of the broker
 * @param firstSeconds from the start of its process to the first prediction
 * @param residentMiB most memory at the end of a round
 * @param duplicates in all rounds together
 * @param deadLetters in all rounds together
 * @param threadMillisPerImage see {@link Reading}; of the round in the middle
 */
public record Measured(
        String name,
        String note,
        String guarantee,
        Spread imagesPerSecond,
        @Nullable Spread ofLimit,
        @Nullable Spread ofFirst,
        @Nullable Spread cpuOfFirst,
        Spread cpuSecondsPerImage,
        Spread brokerCpuSecondsPerImage,
        Spread firstSeconds,
        double residentMiB,
        long duplicates,
        long deadLetters,
        Map<String, Double> threadMillisPerImage) {

    /**
     * Sums up.
     *
     * @param readings one for each round, at least one
     * @param limits the limit's images a second in the same rounds; empty where it was not measured
     * @param first the first contender's readings
     */
    static Measured of(Spec spec, List<Reading> readings, List<Double> limits, List<Reading> first) {
        return new Measured(
                spec.name(),
                spec.note(),
                spec.guarantee(),
                spread(readings, Reading::imagesPerSecond),
                shares(figures(readings, Reading::imagesPerSecond), limits),
                shares(figures(readings, Reading::imagesPerSecond), figures(first, Reading::imagesPerSecond)),
                shares(figures(readings, Reading::cpuSecondsPerImage), figures(first, Reading::cpuSecondsPerImage)),
                spread(readings, Reading::cpuSecondsPerImage),
                spread(readings, Reading::brokerCpuSecondsPerImage),
                spread(readings, Reading::firstSeconds),
                readings.stream().mapToDouble(Reading::residentEndMiB).max().orElse(Double.NaN),
                readings.stream().mapToLong(Reading::duplicates).sum(),
                readings.stream().mapToLong(Reading::deadLetters).sum(),
                middle(readings).threadMillisPerImage());
    }

    private static Reading middle(List<Reading> readings) {
        return readings.stream()
                .sorted(Comparator.comparingDouble(Reading::imagesPerSecond))
                .toList()
                .get(readings.size() / 2);
    }

    /** Round by round, as a machine that gets slower or faster does so for all. */
    private static @Nullable Spread shares(List<Double> figures, List<Double> yardstick) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < Math.min(figures.size(), yardstick.size()); round++) {
            shares.add(figures.get(round) / yardstick.get(round));
        }
        return shares.isEmpty() ? null : Spread.of(shares);
    }

    private static Spread spread(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return Spread.of(figures(readings, figure));
    }

    private static List<Double> figures(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return readings.stream().map(figure::applyAsDouble).toList();
    }
}
