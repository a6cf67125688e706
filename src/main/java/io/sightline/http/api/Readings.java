package io.sightline.http.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightline.metrics.Metric;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one moment that the page draws.
 *
 * @param predicted predictions so far
 * @param deadLetters dead letters so far, by reason; those of feedback, too
 * @param inFlight images in flight
 * @param latency images so far by the upper bound of their latency in seconds, the last bound infinite
 * @param batches batches so far
 * @param batched images in them
 */
public record Readings(
        double predicted,
        Map<String, Double> deadLetters,
        double inFlight,
        Map<Double, Double> latency,
        double batches,
        double batched) {
    private static final String IMAGES = family(Metric.IMAGES);
    private static final String DEAD_LETTERS = family(Metric.DEAD_LETTERS);
    private static final String IN_FLIGHT = family(Metric.IMAGES_IN_FLIGHT);
    private static final String LATENCY = family(Metric.IMAGE_LATENCY);
    private static final String BATCH_SIZE = family(Metric.BATCH_SIZE);
    private static final Set<String> WANTED = Set.of(IMAGES, DEAD_LETTERS, IN_FLIGHT, LATENCY, BATCH_SIZE);

    /** Reads them. */
    public static Readings of(PrometheusRegistry registry) {
        double predicted = 0;
        double inFlight = 0;
        double batches = 0;
        double batched = 0;
        Map<String, Double> deadLetters = new TreeMap<>();
        Map<Double, Double> latency = new TreeMap<>();
        MetricSnapshots snapshots = registry.scrape(WANTED::contains);
        for (MetricSnapshot snapshot : snapshots) {
            String name = snapshot.getMetadata().getName();
            if (snapshot instanceof CounterSnapshot counter) {
                for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
                    if (name.equals(DEAD_LETTERS)) {
                        deadLetters.put(text(point.getLabels().get("reason")), point.getValue());
                    } else if ("predicted".equals(point.getLabels().get("outcome"))) {
                        predicted = point.getValue();
                    }
                }
            } else if (snapshot instanceof GaugeSnapshot gauge) {
                for (GaugeSnapshot.GaugeDataPointSnapshot point : gauge.getDataPoints()) {
                    inFlight = point.getValue();
                }
            } else if (snapshot instanceof HistogramSnapshot histogram) {
                for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
                    if (name.equals(LATENCY)) {
                        ClassicHistogramBuckets buckets = point.getClassicBuckets();
                        for (int i = 0; i < buckets.size(); i++) {
                            latency.put(buckets.getUpperBound(i), (double) buckets.getCount(i));
                        }
                    } else {
                        batches = point.getCount();
                        batched = point.getSum();
                    }
                }
            }
        }
        return new Readings(predicted, deadLetters, inFlight, latency, batches, batched);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String family(Metric metric) {
        return metric.metricName().replaceAll("_total$", "");
    }
}
