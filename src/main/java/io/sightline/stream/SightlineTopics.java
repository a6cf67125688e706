package io.sightline.stream;

import io.sightline.config.Settings;
import io.sightline.kafka.TopicSpec;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** The topics users see, with the settings they are created with. A topic is added here. */
public final class SightlineTopics {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private SightlineTopics() {}

    /** Every topic, with the prefix, the partitions and the replication factor that are set. */
    public static List<TopicSpec> all(Settings settings) {
        return List.of(
                topic(settings, ClassifyTopology.IMAGES, WEEK, RecordSizes.IMAGE_MAX),
                topic(settings, ClassifyTopology.PREDICTIONS, WEEK, RecordSizes.OUTPUT_MAX),
                topic(settings, ClassifyTopology.DEAD_LETTERS, MONTH, RecordSizes.OUTPUT_MAX),
                topic(settings, "feedback", MONTH, RecordSizes.IMAGE_MAX));
    }

    private static TopicSpec topic(Settings settings, String name, Duration retention, int maxBytes) {
        return TopicSpec.deleted(
                        settings.topic(name),
                        settings.getInt(Settings.TOPIC_PARTITIONS),
                        settings.getShort(Settings.TOPIC_REPLICATION_FACTOR),
                        retention)
                .with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    }
}
