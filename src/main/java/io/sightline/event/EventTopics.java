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
    public static final String EXAMPLES = "examples";
    public static final String MODELS = "models";
    public static final String MODEL_EVENTS = "model-events";
    public static final String REDRIVES = "redrives";

    private static final Duration COMPACTION_LAG = Duration.ofDays(1);
    private static final int RGB = 3;

    /** More than a record of feedback has by Kafka's default limit, and what is added to it. */
    private static final int FEEDBACK_BYTES = 2 * 1024 * 1024;

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
                spec(settings, FEEDBACK, Duration.ofDays(365)),
                // A training run that was cut short is run again on the same examples: they must still be there.
                TopicSpec.compacted(
                                settings.topic(EXAMPLES),
                                settings.getInt(Settings.TOPIC_PARTITIONS),
                                settings.getShort(Settings.TOPIC_REPLICATION_FACTOR))
                        .with("max.message.bytes", String.valueOf(maxExampleBytes(settings)))
                        .with("min.compaction.lag.ms", String.valueOf(COMPACTION_LAG.toMillis())),
                // One partition each: what happens to models happens in one order for everybody.
                TopicSpec.compacted(settings.topic(MODELS), 1, settings.getShort(Settings.TOPIC_REPLICATION_FACTOR)),
                TopicSpec.deleted(
                        settings.topic(MODEL_EVENTS),
                        1,
                        settings.getShort(Settings.TOPIC_REPLICATION_FACTOR),
                        Duration.ofDays(-1)),
                // Must be remembered for longer than the dead letter stands.
                TopicSpec.deleted(
                        settings.topic(REDRIVES),
                        1,
                        settings.getShort(Settings.TOPIC_REPLICATION_FACTOR),
                        Duration.ofDays(60)));
    }

    /** A picture of noise four times as long as wide, and what the feedback brought in headers. */
    private static long maxExampleBytes(Settings settings) {
        long side = settings.getInt(Settings.EXAMPLE_SIDE);
        return 4 * side * side * RGB + FEEDBACK_BYTES;
    }

    private static TopicSpec spec(Settings settings, String name, Duration retention) {
        return TopicSpec.deleted(
                settings.topic(name),
                settings.getInt(Settings.TOPIC_PARTITIONS),
                settings.getShort(Settings.TOPIC_REPLICATION_FACTOR),
                retention);
    }
}
