package io.sightline.metrics;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Shows the figures of {@link KafkaMetric} when Prometheus scrapes. Every series has the label {@code
 * topology}: classify or learn.
 *
 * <p>Threading notes: any number of threads.
 */
public final class KafkaMetrics implements MultiCollector {
    /** Kafka has thousands of figures to look through at each scrape, under names that are rarely ours. */
    private static final Map<String, KafkaMetric> BY_NAME =
            Arrays.stream(KafkaMetric.values()).collect(Collectors.toMap(KafkaMetric::kafkaName, Function.identity()));

    private static final String TOPIC = "topic";

    private final Supplier<Map<String, Map<MetricName, ? extends org.apache.kafka.common.Metric>>> figures;

    private final ClosedClients clients = new ClosedClients();

    /** @param figures those of each topology, by its name */
    public KafkaMetrics(Supplier<Map<String, Map<MetricName, ? extends org.apache.kafka.common.Metric>>> figures) {
        this.figures = figures;
    }

    /** One at a time: of two that read a counter, the one that comes second must not bring the older value. */
    @Override
    public synchronized MetricSnapshots collect() {
        Map<KafkaMetric, Map<Labels, Double>> values = new EnumMap<>(KafkaMetric.class);
        figures.get()
                .forEach((topology, all) -> all.forEach((name, figure) -> {
                    KafkaMetric metric = BY_NAME.get(name.name());
                    Labels labels = metric != null && metric.kafkaGroup().equals(name.group())
                            ? labels(metric, topology, name)
                            : null;
                    if (metric != null
                            && labels != null
                            && figure.metricValue() instanceof Number number
                            && Double.isFinite(number.doubleValue())) {
                        double value = number.doubleValue() * metric.factor();
                        if (metric.type() == Metric.Type.COUNTER) {
                            clients.count(metric, labels, name, value);
                        } else {
                            values.computeIfAbsent(metric, key -> new HashMap<>())
                                    .merge(labels, value, metric::merge);
                        }
                    }
                }));
        values.putAll(clients.sums());
        values.values().forEach(KafkaMetrics::removeSecondNames);
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        values.forEach((metric, points) -> snapshots.metricSnapshot(snapshot(metric, points)));
        return snapshots.build();
    }

    /** Without these the registry would ask for all of it whenever somebody wants any one metric. */
    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Arrays.stream(KafkaMetric.values())
                .map(metric -> MetricFamilyDescriptor.of(
                        metric.type() == Metric.Type.COUNTER ? MetricType.COUNTER : MetricType.GAUGE,
                        new MetricMetadata(family(metric), metric.help())))
                .toList();
    }

    /** Null for a figure that lacks a tag: Kafka keeps some by client and by topic, under one name. */
    private static @Nullable Labels labels(KafkaMetric metric, String topology, MetricName name) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("topology", topology);
        for (String tag : metric.tags()) {
            String value = name.tags().get(tag);
            if (value == null) {
                return null;
            }
            labels.put(tag, value);
        }
        return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
    }

    /** Consumers tell of a topic with a dot twice, also with an underscore in the dot's place (KIP-1109). */
    private static void removeSecondNames(Map<Labels, Double> points) {
        Set<String> second = points.keySet().stream()
                .map(labels -> labels.get(TOPIC))
                .filter(topic -> topic != null && topic.contains("."))
                .map(topic -> topic.replace('.', '_'))
                .collect(Collectors.toSet());
        points.keySet().removeIf(labels -> second.contains(labels.get(TOPIC)));
    }

    private static MetricSnapshot snapshot(KafkaMetric metric, Map<Labels, Double> points) {
        if (metric.type() == Metric.Type.COUNTER) {
            return new CounterSnapshot(
                    new MetricMetadata(family(metric), metric.help()),
                    points.entrySet().stream()
                            .map(point -> CounterDataPointSnapshot.builder()
                                    .labels(point.getKey())
                                    .value(Math.max(0, point.getValue()))
                                    .build())
                            .toList());
        }
        return new GaugeSnapshot(
                new MetricMetadata(family(metric), metric.help()),
                points.entrySet().stream()
                        .map(point -> GaugeDataPointSnapshot.builder()
                                .labels(point.getKey())
                                .value(point.getValue())
                                .build())
                        .toList());
    }

    private static String family(KafkaMetric metric) {
        return metric.metricName().replaceAll("_total$", "");
    }
}
