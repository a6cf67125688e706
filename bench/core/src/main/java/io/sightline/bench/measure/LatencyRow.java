package io.sightline.bench.measure;

/**
 * How long images took under a steady load.
 *
 * @param name what was set
 * @param load share of the highest throughput that was sent
 * @param imagesPerSecond that were sent, on average
 * @param millis from the moment an image was due to be sent until its committed prediction was seen
 * @param unanswered images without a prediction
 * @param cpuShare of one processor that the contender used
 */
public record LatencyRow(
        String name, double load, double imagesPerSecond, Percentiles millis, long unanswered, double cpuShare) {}
