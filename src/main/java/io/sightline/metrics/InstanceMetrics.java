package io.sightline.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of an instance as a whole, a part of {@link Metrics}. Most are asked for when Prometheus
 * scrapes.
 *
 * <p>Threading notes: any number of threads.
 */
public final class InstanceMetrics {
    private final Gauge build;
    private volatile BooleanSupplier ready = () -> false;
    private volatile @Nullable DoubleSupplier backlog;
    private volatile @Nullable DoubleSupplier nativeObjects;

    InstanceMetrics(PrometheusRegistry registry) {
        build = Collectors.gauge(Metric.BUILD_INFO, registry);
        Collectors.gauge(Metric.READY, registry, value -> value.call(ready.getAsBoolean() ? 1 : 0));
        gauge(Metric.BACKLOG, registry, () -> backlog);
        gauge(Metric.NATIVE_OBJECTS, registry, () -> nativeObjects);
    }

    /** Has no value until there is something to ask. */
    private static void gauge(
            Metric metric, PrometheusRegistry registry, Supplier<? extends @Nullable DoubleSupplier> source) {
        Collectors.gauge(metric, registry, value -> {
            DoubleSupplier current = source.get();
            if (current != null) {
                value.call(current.getAsDouble());
            }
        });
    }

    /** Says what runs. */
    public void build(String version, String java) {
        build.labelValues(version, java).set(1);
    }

    /** Says how to find out whether the instance is ready. */
    public void ready(BooleanSupplier isReady) {
        ready = isReady;
    }

    /** Says how to count what is open outside the heap. */
    public void nativeObjects(DoubleSupplier open) {
        nativeObjects = open;
    }

    /** Says how to find out the backlog in seconds, on an instance that classifies. */
    public void backlog(DoubleSupplier seconds) {
        backlog = seconds;
    }
}
