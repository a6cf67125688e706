package io.sightline.bench.measure;

import java.util.Comparator;
import java.util.List;

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
 * @param cpuShare of one processor that the contender used
 * @param rested whether the compilers of the contender's JVM did
 */
public record LatencyRow(
        String name,
        double load,
        double speed,
        double imagesPerSecond,
        Percentiles millis,
        Spread p99,
        Spread p99Appended,
        double cpuShare,
        boolean rested) {
    /** Of several runs the one whose 99th percentile is in the middle (the lower of two), with the spread of all. */
    public static LatencyRow middle(List<LatencyRow> runs) {
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
                row.cpuShare,
                sorted.stream().allMatch(run -> run.rested));
    }
}
