package io.sightline.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;

/**
 * Remembers what Kafka's clients have counted when they are gone: a stream thread that is replaced takes its clients
 * with it, and new ones begin at zero, often under the same name. A sum of those that live would fall, which
 * Prometheus takes for a restart of the whole process.
 *
 * <p>Threading notes: any number of threads.
 */
final class ClosedClients {
    private final Map<Figure, Count> counts = new HashMap<>();

    /**
     * One figure of one client, task or thread.
     *
     * @param labels of the series it is part of
     */
    private record Figure(KafkaMetric metric, Labels labels, MetricName name) {}

    /**
     * What is known of a figure.
     *
     * @param before sum of what its former bearers had counted
     * @param now what its present or last one has
     */
    private record Count(double before, double now) {
        Count then(double value) {
            return value < now ? new Count(before + now, value) : new Count(before, value);
        }
    }

    /** Takes a counter as a client has it now. */
    synchronized void count(KafkaMetric metric, Labels labels, MetricName name, double value) {
        counts.compute(
                new Figure(metric, labels, name),
                (figure, count) -> count == null ? new Count(0, value) : count.then(value));
    }

    /** The sum of each series, over the clients that are and those that were. */
    synchronized Map<KafkaMetric, Map<Labels, Double>> sums() {
        Map<KafkaMetric, Map<Labels, Double>> sums = new EnumMap<>(KafkaMetric.class);
        counts.forEach((figure, count) -> sums.computeIfAbsent(figure.metric(), metric -> new HashMap<>())
                .merge(figure.labels(), count.before() + count.now(), Double::sum));
        return sums;
    }
}
