package io.sightline.bench.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long images took under a steady load.
 *
 * @param name what was set
 * @param load share of the speed that was sent
 * @param speed images a second that a backlog had been worked off with before
 * @param imagesPerSecond that were sent, on average
 * @param millis from the moment an image was due to be sent until its committed prediction was seen
 * @param p99 of each run, in milliseconds
 * @param p99Appended as {@code p99}, but until the broker appended the prediction; it is committed afterwards
 * @param p99OfFirst the 99th percentile of each run by that of the first setting, which took turns with it; null for the
 *     first itself
 * @param cpuShare of one processor that the contender used
 * @param rested whether the compilers of the contender's JVM did, and those of the first setting's
 */
public record LatencyRow(
        String name,
        double load,
        double speed,
        double imagesPerSecond,
        Percentiles millis,
        Spread p99,
        Spread p99Appended,
        @Nullable Spread p99OfFirst,
        double cpuShare,
        boolean rested) {
    /** Of several runs the one whose 99th percentile is in the middle (the lower of two), with the spread of all. */
    public static LatencyRow middle(List<LatencyRow> runs) {
        return middle(runs, List.of());
    }

    /**
     * The same, held against the first setting.
     *
     * @param firsts its runs, each beside the one of the same place; none if there is nothing to hold them against
     */
    public static LatencyRow middle(List<LatencyRow> runs, List<LatencyRow> firsts) {
        List<LatencyRow> sorted = runs.stream()
                .sorted(Comparator.comparingDouble(row -> row.millis().p99()))
                .toList();
        LatencyRow row = sorted.get((sorted.size() - 1) / 2);
        return new LatencyRow(
                row.name,
                row.load,
                row.speed,
                row.imagesPerSecond,
                row.millis,
                Spread.of(sorted.stream().map(run -> run.p99.median()).toList()),
                Spread.of(sorted.stream().map(run -> run.p99Appended.median()).toList()),
                firsts.isEmpty() ? null : ratios(runs, firsts),
                row.cpuShare,
                Stream.concat(runs.stream(), firsts.stream()).allMatch(run -> run.rested));
    }

    private static Spread ratios(List<LatencyRow> runs, List<LatencyRow> firsts) {
        return Spread.of(IntStream.range(0, runs.size())
                .mapToObj(run ->
                        runs.get(run).millis.p99() / firsts.get(run).millis.p99())
                .toList());
    }
}
