package io.sightline.kafka;

import java.util.Map;

/**
 * A topic as the cluster has it.
 *
 * @param name its name in the cluster
 * @param partitions how many
 * @param replicationFactor replicas of its first partition
 * @param settings the settings that differ from the broker's defaults
 */
public record TopicDescription(String name, int partitions, int replicationFactor, Map<String, String> settings) {
    public TopicDescription {
        settings = Map.copyOf(settings);
    }
}
