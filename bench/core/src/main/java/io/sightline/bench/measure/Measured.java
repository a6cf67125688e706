package io.sightline.bench.measure;

import io.sightline.bench.contender.Speed;
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
 * @param ofLimit its speed as a share of that of the limit in the same round
 * @param ofFirst its speed as a share of that of the first contender in the same round; null where that failed
 * @param cpuOfLimit processor time for each image as a share of the limit's in the same round
 * @param cpuOfFirst the same of the first contender's; null where that failed
 * @param cpuSecondsPerImage processor time of its process
 * @param besidesTensorFlow the same without TensorFlow's threads
 * @param besidesOfFirst the latter as a share of the first contender's in the same round; null where that failed
 * @param brokerCpuSecondsPerImage processor time of the broker
 * @param life of its process
 * @param residentMiB most memory at the end of a window
 * @param threadMillisPerImage see {@link Reading}; of the round in the middle
 */
public record Measured(
        String name,
        String note,
        String guarantee,
        Spread imagesPerSecond,
        Spread ofLimit,
        @Nullable Spread ofFirst,
        Spread cpuOfLimit,
        @Nullable Spread cpuOfFirst,
        Spread cpuSecondsPerImage,
        Spread besidesTensorFlow,
        @Nullable Spread besidesOfFirst,
        Spread brokerCpuSecondsPerImage,
        Life life,
        double residentMiB,
        Map<String, Double> threadMillisPerImage) {

    /**
     * One round.
     *
     * @param own what the contender came to
     * @param limit what the limit came to
     * @param first what the first contender came to; null where that failed
     */
    public record Round(Reading own, Speed limit, @Nullable Reading first) {}

    /**
     * Sums up, round by round: a machine that gets slower or faster does so for all.
     *
     * @param rounds at least one
     */
    static Measured of(Spec spec, Life life, List<Round> rounds) {
        List<Reading> own = rounds.stream().map(Round::own).toList();
        return new Measured(
                spec.name(),
                spec.note(),
                spec.guarantee(),
                spread(own, Reading::imagesPerSecond),
                spread(rounds, round -> round.own.imagesPerSecond() / round.limit.imagesPerSecond()),
                ofFirst(rounds, Reading::imagesPerSecond),
                spread(rounds, round -> round.own.cpuSecondsPerImage() / round.limit.cpuSecondsPerImage()),
                ofFirst(rounds, Reading::cpuSecondsPerImage),
                spread(own, Reading::cpuSecondsPerImage),
                spread(own, Reading::cpuSecondsBesidesTensorFlow),
                ofFirst(rounds, Reading::cpuSecondsBesidesTensorFlow),
                spread(own, Reading::brokerCpuSecondsPerImage),
                life,
                own.stream().mapToDouble(Reading::residentMiB).max().orElse(Double.NaN),
                middle(own).threadMillisPerImage());
    }

    private static Reading middle(List<Reading> readings) {
        return readings.stream()
                .sorted(Comparator.comparingDouble(Reading::imagesPerSecond))
                .toList()
                .get(readings.size() / 2);
    }

    private static @Nullable Spread ofFirst(List<Round> rounds, ToDoubleFunction<Reading> figure) {
        List<Double> shares = new ArrayList<>();
        for (Round round : rounds) {
            Reading first = round.first;
            if (first != null) {
                shares.add(figure.applyAsDouble(round.own) / figure.applyAsDouble(first));
            }
        }
        return shares.isEmpty() ? null : Spread.of(shares);
    }

    private static <T> Spread spread(List<T> rounds, ToDoubleFunction<T> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
