package io.sightline.metrics;

import io.sightline.metrics.Metric.Type;
import java.util.List;

/**
 * What is shown of the hundreds of figures that Kafka Streams and its clients keep: those that say whether
 * the service keeps up, and why not. Figures of several threads and clients are made one, so that the number
 * of series depends on the topologies and topics alone.
 */
public enum KafkaMetric {
    LAG_MAX(
            "kafka_consumer_records_lag_max",
            Type.GAUGE,
            "consumer-fetch-manager-metrics:records-lag-max",
            1,
            Merge.MAX,
            "Most records by which a partition was behind its end, in the last 30 s."),
    LAG(
            "kafka_consumer_records_lag",
            Type.GAUGE,
            "consumer-fetch-manager-metrics:records-lag",
            1,
            Merge.SUM,
            "Records that this instance's partitions of a topic are behind their ends.",
            "topic"),
    CONSUMED(
            "kafka_consumer_records_consumed_total",
            Type.COUNTER,
            "consumer-fetch-manager-metrics:records-consumed-total",
            1,
            Merge.SUM,
            "Records read from a topic, restored ones included.",
            "topic"),
    CONSUMED_BYTES(
            "kafka_consumer_bytes_consumed_total",
            Type.COUNTER,
            "consumer-fetch-manager-metrics:bytes-consumed-total",
            1,
            Merge.SUM,
            "Bytes read from a topic, restored ones included.",
            "topic"),
    FETCH_LATENCY(
            "kafka_consumer_fetch_latency_avg_seconds",
            Type.GAUGE,
            "consumer-fetch-manager-metrics:fetch-latency-avg",
            1e-3,
            Merge.MAX,
            "Mean time of a fetch request; an idle topic takes its full fetch.max.wait.ms."),
    REBALANCES(
            "kafka_consumer_rebalances_total",
            Type.COUNTER,
            "consumer-coordinator-metrics:rebalance-total",
            1,
            Merge.SUM,
            "Rebalances that this instance took part in."),
    FAILED_REBALANCES(
            "kafka_consumer_failed_rebalances_total",
            Type.COUNTER,
            "consumer-coordinator-metrics:failed-rebalance-total",
            1,
            Merge.SUM,
            "Rebalances that failed."),
    SENT(
            "kafka_producer_records_sent_total",
            Type.COUNTER,
            "producer-metrics:record-send-total",
            1,
            Merge.SUM,
            "Records sent, those to changelogs included."),
    SEND_ERRORS(
            "kafka_producer_record_errors_total",
            Type.COUNTER,
            "producer-metrics:record-error-total",
            1,
            Merge.SUM,
            "Records that could not be sent."),
    SEND_RETRIES(
            "kafka_producer_record_retries_total",
            Type.COUNTER,
            "producer-metrics:record-retry-total",
            1,
            Merge.SUM,
            "Records sent again."),
    REQUEST_LATENCY(
            "kafka_producer_request_latency_avg_seconds",
            Type.GAUGE,
            "producer-metrics:request-latency-avg",
            1e-3,
            Merge.MAX,
            "Mean time until a broker answers a request to write."),
    TRANSACTION_COMMIT(
            "kafka_producer_txn_commit_seconds_total",
            Type.COUNTER,
            "producer-metrics:txn-commit-time-ns-total",
            1e-9,
            Merge.SUM,
            "Time spent in committing transactions."),
    BUFFER_AVAILABLE(
            "kafka_producer_buffer_available_bytes",
            Type.GAUGE,
            "producer-metrics:buffer-available-bytes",
            1,
            Merge.MIN,
            "Room left for records that wait to be sent."),
    THREADS_ALIVE(
            "kafka_streams_alive_stream_threads",
            Type.GAUGE,
            "stream-metrics:alive-stream-threads",
            1,
            Merge.SUM,
            "Stream threads that run."),
    THREADS_FAILED(
            "kafka_streams_failed_stream_threads_total",
            Type.COUNTER,
            "stream-metrics:failed-stream-threads",
            1,
            Merge.SUM,
            "Stream threads that died; each is replaced, or the instance stops."),
    COMMIT_LATENCY(
            "kafka_streams_commit_latency_avg_seconds",
            Type.GAUGE,
            "stream-thread-metrics:commit-latency-avg",
            1e-3,
            Merge.MAX,
            "Mean time of a commit."),
    COMMITS(
            "kafka_streams_commits_total",
            Type.COUNTER,
            "stream-thread-metrics:commit-total",
            1,
            Merge.SUM,
            "Commits, those of nothing new included."),
    POLL_RATIO(
            "kafka_streams_poll_ratio",
            Type.GAUGE,
            "stream-thread-metrics:poll-ratio",
            1,
            Merge.MAX,
            "Share of a stream thread's time that it waited for records or for images to be finished, of the last round."),
    PROCESS_RATIO(
            "kafka_streams_process_ratio",
            Type.GAUGE,
            "stream-thread-metrics:process-ratio",
            1,
            Merge.MAX,
            "Share of a stream thread's time that it took records in, of the last round."),
    TASKS_CREATED(
            "kafka_streams_tasks_created_total",
            Type.COUNTER,
            "stream-thread-metrics:task-created-total",
            1,
            Merge.SUM,
            "Tasks this instance was given."),
    DROPPED(
            "kafka_streams_dropped_records_total",
            Type.COUNTER,
            "stream-task-metrics:dropped-records-total",
            1,
            Merge.SUM,
            "Records that Kafka Streams left out itself; Sightline's dead letters are not among them.");

    /** How one figure is made of several. */
    enum Merge {
        SUM,
        MAX,
        MIN
    }

    private final String metricName;
    private final Type type;
    private final String kafkaGroup;
    private final String kafkaName;
    private final double factor;
    private final Merge merge;
    private final String help;
    private final List<String> tags;

    KafkaMetric(String metricName, Type type, String source, double factor, Merge merge, String help, String... tags) {
        this.metricName = metricName;
        this.type = type;
        this.kafkaGroup = source.substring(0, source.indexOf(':'));
        this.kafkaName = source.substring(source.indexOf(':') + 1);
        this.factor = factor;
        this.merge = merge;
        this.help = help;
        this.tags = List.of(tags);
    }

    /** As it is exposed. */
    public String metricName() {
        return metricName;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    /** Kafka's own name for it: group and name, with a colon between. */
    public String source() {
        return kafkaGroup + ":" + kafkaName;
    }

    String kafkaGroup() {
        return kafkaGroup;
    }

    String kafkaName() {
        return kafkaName;
    }

    /** Names of its labels beside {@code topology}: tags of Kafka's that are kept. */
    List<String> tags() {
        return tags;
    }

    /** From Kafka's unit to seconds, or 1. */
    double factor() {
        return factor;
    }

    double merge(double one, double other) {
        return switch (merge) {
            case SUM -> one + other;
            case MAX -> Math.max(one, other);
            case MIN -> Math.min(one, other);
        };
    }
}
