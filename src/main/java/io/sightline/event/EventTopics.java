package io.sightline.event;

import io.sightline.config.Settings;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicSpec;
import java.time.Duration;
import java.util.List;

/** The topics of the service: their names (without the prefix) and how they are created. */
public final class EventTopics {
    public static final String IMAGES = "images";
    public static final String PREDICTIONS = "predictions";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String FEEDBACK = "feedback";

    private EventTopics() {}

    /** All topics, with the prefix, partitions and replicas the settings say. */
    public static List<TopicSpec> specs(Settings settings) {
        String maxBytes = String.valueOf(ClientSettings.maxRecordBytes(settings));
        String maxOutputBytes = String.valueOf(ClientSettings.maxOutputBytes(settings));
        return List.of(
                // Room for a picture in the record itself.
                spec(settings, IMAGES, Duration.ofDays(7)).with("max.message.bytes", maxBytes),
                spec(settings, PREDICTIONS, Duration.ofDays(30)).with("max.message.bytes", maxOutputBytes),
                spec(settings, DEAD_LETTERS, Duration.ofDays(30)).with("max.message.bytes", maxOutputBytes),
                spec(settings, FEEDBACK, Duration.ofDays(365)));
    }

    private static TopicSpec spec(Settings settings, String name, Duration retention) {
        return TopicSpec.deleted(
                settings.topic(name),
                settings.getInt(Settings.TOPIC_PARTITIONS),
                settings.getShort(Settings.TOPIC_REPLICATION_FACTOR),
                retention);
    }
}
