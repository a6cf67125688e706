package io.sightline.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;

/** Registers the metrics of the catalogue, under the names, helps and labels it gives them. */
final class Collectors {
    private Collectors() {}

    static Counter counter(Metric metric, PrometheusRegistry registry) {
        return Counter.builder()
                .name(metric.metricName())
                .help(metric.help())
                .labelNames(labels(metric))
                .register(registry);
    }

    static Gauge gauge(Metric metric, PrometheusRegistry registry) {
        return Gauge.builder()
                .name(metric.metricName())
                .help(metric.help())
                .labelNames(labels(metric))
                .register(registry);
    }

    /** A gauge that is asked for its values at each scrape. */
    static void gauge(Metric metric, PrometheusRegistry registry, Consumer<GaugeWithCallback.Callback> values) {
        GaugeWithCallback.builder()
                .name(metric.metricName())
                .help(metric.help())
                .labelNames(labels(metric))
                .callback(values)
                .register(registry);
    }

    static Histogram histogram(Metric metric, PrometheusRegistry registry, double[] bounds) {
        return Histogram.builder()
                .name(metric.metricName())
                .help(metric.help())
                .labelNames(labels(metric))
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    private static String[] labels(Metric metric) {
        return metric.labels().toArray(String[]::new);
    }
}
