package io.sightline.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;

/**
 * The metrics of what is predicted, a part of {@link Metrics}.
 *
 * <p>Threading notes: any number of threads.
 */
public final class PredictionMetrics {
    private static final double[] PROBABILITIES = {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};
    private static final int WINDOW = 500;

    private final Histogram probability;
    private final Gauge last;
    private volatile Served served = new Served("", "", new PredictionDrift(WINDOW));

    PredictionMetrics(PrometheusRegistry registry) {
        probability = Collectors.histogram(Metric.PREDICTION_PROBABILITY, registry, PROBABILITIES);
        last = Collectors.gauge(Metric.LAST_PREDICTION, registry);
        Collectors.gauge(Metric.PREDICTION_DRIFT, registry, value -> {
            PredictionDrift drift = served.drift();
            value.call(drift.ofLabels(), "label");
            value.call(drift.ofProbabilities(), "probability");
        });
    }

    private record Served(String model, String version, PredictionDrift drift) {}

    /** Starts to look for drift anew: what another model or version predicts is not comparable. */
    void serving(String model, String version) {
        served = new Served(model, version, new PredictionDrift(WINDOW));
    }

    /**
     * Records a prediction.
     *
     * @param model that made it; one of a model that has been replaced does not count for drift
     * @param label the most probable one
     * @param share its probability, 0 to 1
     */
    public void predicted(String model, String version, String label, double share, Instant now) {
        probability.observe(share);
        last.set(now.toEpochMilli() / 1e3);
        Served current = served;
        if (current.model().equals(model) && current.version().equals(version)) {
            current.drift().add(label, share);
        }
    }
}
