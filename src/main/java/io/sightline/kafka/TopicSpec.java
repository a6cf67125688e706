package io.sightline.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is to be created.
 *
 * @param name its name in the cluster, prefix included
 * @param partitions at least 1
 * @param replicationFactor replicas of each partition; -1 takes the broker's default
 * @param settings topic settings by Kafka's names, for example {@code cleanup.policy}
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> settings) {
    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    /** A topic whose records are deleted after a time; a negative time keeps them for ever. */
    public static TopicSpec deleted(String name, int partitions, short replicationFactor, Duration retention) {
        long millis = retention.isNegative() ? -1 : retention.toMillis();
        return new TopicSpec(
                name,
                partitions,
                replicationFactor,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(millis)));
    }

    /** A topic of which the newest record of each key is kept. */
    public static TopicSpec compacted(String name, int partitions, short replicationFactor) {
        return new TopicSpec(
                name,
                partitions,
                replicationFactor,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** The same topic with one more setting. */
    public TopicSpec with(String setting, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new TopicSpec(name, partitions, replicationFactor, more);
    }

    NewTopic toNewTopic() {
        Optional<Short> replicas = replicationFactor < 1 ? Optional.empty() : Optional.of(replicationFactor);
        return new NewTopic(name, Optional.of(partitions), replicas).configs(settings);
    }
}
