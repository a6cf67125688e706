package io.sightline.bench.measure;

import java.util.Comparator;
import java.util.List;

/**
 * How long images took under a steady load.
 *
 * @param name what was set
 * @param load share of the speed that was sent
 * @param speed images a second that a backlog had been worked off with just before
 * @param imagesPerSecond that were sent, on average
 * @param millis from the moment an image was due to be sent until its committed prediction was seen
 * @param p99 of each run, in milliseconds
 * @param cpuShare of one processor that the contender used
 */
public record LatencyRow(
        String name,
        double load,
        double speed,
        double imagesPerSecond,
        Percentiles millis,
        Spread p99,
        double cpuShare) {
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
                Spread.of(sorted.stream().map(run -> run.millis.p99()).toList()),
                row.cpuShare);
    }
}
