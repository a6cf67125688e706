package io.sightline.metrics;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/metrics.md from the catalogue. */
final class MetricsDocument {
    private MetricsDocument() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                What `GET /metrics` exposes for Prometheus. This page is made from the list in
                `io.sightline.metrics.Metric`; how to make it anew is in CONTRIBUTING.md. Times are in seconds,
                names of counters end in `_total`. The JVM's own metrics (`jvm_*`, `process_*`) come beside them.

                Where an image's record has a W3C `traceparent` header, latency, stages and dead letters carry its
                trace as exemplar, in OpenMetrics' format (`Accept: application/openmetrics-text`; Prometheus asks for
                it and keeps exemplars with `--enable-feature=exemplar-storage`).
                [config/prometheus.yml](../config/prometheus.yml), [alerts](../config/alerts.yml) and
                [dashboards](../config/grafana/dashboards) are made for these names; the [runbook](runbook.md) says what
                to do when an alert comes.

                | metric | type | labels | what it says |
                |---|---|---|---|
                """);
        for (Metric metric : Metric.values()) {
            String labels = metric.labels().stream().map(l -> "`" + l + "`").collect(Collectors.joining(", "));
            page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            metric.metricName(), metric.type().name().toLowerCase(Locale.ROOT), labels, metric.help())
                    .replace(System.lineSeparator(), "\n"));
        }
        page.append("""

                ## Kafka's own

                Some of what Kafka Streams and its clients keep, with the label `topology` (classify or learn). Figures of
                several threads and clients are made one, so that there are few series, which stay the same when an instance
                is started again.

                | metric | type | labels | Kafka's name | what it says |
                |---|---|---|---|---|
                """);
        for (KafkaMetric metric : KafkaMetric.values()) {
            String labels = Stream.concat(Stream.of("topology"), metric.tags().stream())
                    .map(l -> "`" + l + "`")
                    .collect(Collectors.joining(", "));
            page.append("| `%s` | %s | %s | `%s` | %s |\n"
                    .formatted(
                            metric.metricName(),
                            metric.type().name().toLowerCase(Locale.ROOT),
                            labels,
                            metric.source(),
                            metric.help()));
        }
        return page.toString();
    }
}
