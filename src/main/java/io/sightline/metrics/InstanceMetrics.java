package io.sightline.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
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
    private volatile @Nullable LongSupplier nativeObjects;

    InstanceMetrics(PrometheusRegistry registry) {
        build = Collectors.gauge(Metric.BUILD_INFO, registry);
        Collectors.gauge(Metric.READY, registry, value -> value.call(ready.getAsBoolean() ? 1 : 0));
        Collectors.gauge(Metric.BACKLOG, registry, value -> {
            DoubleSupplier seconds = backlog;
            if (seconds != null) {
                value.call(seconds.getAsDouble());
            }
        });
        Collectors.gauge(Metric.NATIVE_OBJECTS, registry, value -> {
            LongSupplier objects = nativeObjects;
            if (objects != null) {
                value.call(objects.getAsLong());
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
    public void nativeObjects(LongSupplier open) {
        nativeObjects = open;
    }

    /** Says how to find out the backlog in seconds, on an instance that classifies. */
    public void backlog(DoubleSupplier seconds) {
        backlog = seconds;
    }
}
