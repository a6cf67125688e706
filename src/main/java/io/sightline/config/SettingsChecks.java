package io.sightline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold between settings, in one place. */
final class SettingsChecks {
    private static final long DEFAULT_MAX_POLL_INTERVAL_MS = 300_000;

    /** Settings of Kafka Streams that have a name of their own here. */
    private static final Map<String, String> OURS = new TreeMap<>(Map.of(
            "application.id", Settings.APPLICATION_ID,
            "state.dir", Settings.STATE_DIR,
            "processing.guarantee", Settings.PROCESSING_GUARANTEE,
            "num.stream.threads", Settings.STREAM_THREADS,
            "group.instance.id", Settings.INSTANCE_ID,
            "replication.factor", Settings.TOPIC_REPLICATION_FACTOR));

    private SettingsChecks() {}

    /** One sentence for each rule that is broken; empty if the settings fit together. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        OURS.forEach((kafka, ours) -> {
            if (settings.kafka().containsKey(kafka)) {
                problems.add("kafka." + kafka + " is set by Sightline; set " + ours + " instead");
            }
        });
        long deadline = settings.getLong(Settings.IMAGE_DEADLINE_MS);
        long fetch = settings.getLong(Settings.IMAGE_FETCH_TIMEOUT_MS);
        if (fetch > deadline) {
            problems.add("image.fetch.timeout.ms (" + fetch + ") must not exceed image.deadline.ms (" + deadline + ")");
        }
        // A stalled stream thread is only noticed when its oldest image gives up: leave it that time again.
        if (settings.getString(Settings.PROCESSING_GUARANTEE).equals("exactly_once_v2")) {
            long timeout = millis(
                    settings,
                    problems,
                    Settings.DEFAULT_TRANSACTION_TIMEOUT_MS,
                    "producer.transaction.timeout.ms",
                    "transaction.timeout.ms");
            atMostHalf(problems, deadline, timeout, "kafka.producer.transaction.timeout.ms");
        }
        long poll = millis(
                settings,
                problems,
                DEFAULT_MAX_POLL_INTERVAL_MS,
                "main.consumer.max.poll.interval.ms",
                "consumer.max.poll.interval.ms",
                "max.poll.interval.ms");
        atMostHalf(problems, deadline, poll, "kafka.consumer.max.poll.interval.ms");
        return problems;
    }

    private static void atMostHalf(List<String> problems, long deadline, long limit, String name) {
        if (deadline > limit / 2) {
            problems.add("image.deadline.ms (" + deadline + ") must be at most half of " + name + " (" + limit
                    + "): lower the one or raise the other");
        }
    }

    /** The first of the names that is set under {@code kafka.}, in the order in which Streams looks. */
    private static long millis(Settings settings, List<String> problems, long otherwise, String... names) {
        Map<String, Object> kafka = settings.kafka();
        for (String name : names) {
            @Nullable Object value = kafka.get(name);
            if (value != null) {
                try {
                    return Long.parseLong(value.toString().strip());
                } catch (NumberFormatException e) {
                    problems.add("kafka." + name + " must be a number of milliseconds, not " + value);
                    return Long.MAX_VALUE;
                }
            }
        }
        return otherwise;
    }
}
