package io.sightline.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.metrics.Metrics;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void onlyWhatHappenedInBetweenCounts() {
        metrics.predicted();
        metrics.latency(50);
        metrics.deadLetter("not-found");
        Readings from = Readings.of(registry);
        for (int i = 0; i < 100; i++) {
            metrics.predicted();
            metrics.latency(i < 98 ? 0.04 : 2);
        }
        metrics.batch(16, Metrics.ClosedBy.FULL);
        metrics.batch(8, Metrics.ClosedBy.LINGER);
        metrics.deadLetter("too-large");

        Interval interval = Interval.between(from, Readings.of(registry), 5, 0);

        assertThat(interval.imagesPerSecond()).isEqualTo(20);
        assertThat(interval.deadLetters()).containsOnlyKeys("too-large");
        assertThat(interval.batch()).isEqualTo(12);
        assertThat(interval.p50Ms()).isBetween(25.0, 50.0);
        assertThat(interval.p99Ms()).isBetween(1000.0, 2500.0);
    }

    @Test
    void withoutImagesThereIsNoLatency() {
        Readings same = Readings.of(registry);

        Interval interval = Interval.between(same, same, 5, 0);

        assertThat(interval.imagesPerSecond()).isZero();
        assertThat(interval.p99Ms()).isNull();
        assertThat(interval.batch()).isNull();
    }
}
