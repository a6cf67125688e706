package io.sightline.operations;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.metrics.KafkaMetric;
import io.sightline.metrics.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names of metrics: those in queries, and those there are. */
final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    /** Neither a function's name nor the unit of a number. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    private PromQl() {}

    /** The metrics that a query names. */
    static Set<String> metrics(String query) {
        String bare = STRING.matcher(query).replaceAll("");
        bare = SELECTOR.matcher(bare).replaceAll(" ");
        bare = LABELS.matcher(bare).replaceAll(" ");
        Set<String> names = new TreeSet<>(
                NAME.matcher(bare).results().map(MatchResult::group).toList());
        names.removeAll(WORDS);
        return names;
    }

    /** The samples that an instance exposes, and those that Prometheus makes itself. */
    static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("up", "ALERTS"));
        for (Metric metric : Metric.values()) {
            if (metric.type() == Metric.Type.HISTOGRAM) {
                Set.of("_bucket", "_sum", "_count").forEach(end -> known.add(metric.metricName() + end));
            } else {
                known.add(metric.metricName());
            }
        }
        for (KafkaMetric metric : KafkaMetric.values()) {
            known.add(metric.metricName());
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(page, registry.scrape());
        page.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> known.add(line.split("[ {]", 2)[0]));
        return known;
    }
}
