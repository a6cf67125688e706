package io.sightline.metrics;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes docs/metrics.md from the catalogue. */
final class MetricsDocument {
    private MetricsDocument() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                What `GET /metrics` exposes for Prometheus. This page is made from the list in
                `io.sightline.metrics.Metric`; how to make it anew is in CONTRIBUTING.md. Times are in seconds,
                names of counters end in `_total`. The JVM's own metrics (`jvm_*`, `process_*`) come beside them.

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
        return page.toString();
    }
}
