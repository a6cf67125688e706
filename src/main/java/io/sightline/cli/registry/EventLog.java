package io.sightline.cli.registry;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the audit trail of models, the oldest event first. */
final class EventLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Consumer<String> warnings;
    private final ModelEventSerde serde = new ModelEventSerde();
    private final TopicReader reader;

    /**
     * Opens the trail.
     *
     * @param warnings told of records that are no events
     * @throws io.sightline.kafka.ClusterException if the cluster or the topic is not there
     */
    EventLog(Settings settings, Consumer<String> warnings) {
        this.warnings = warnings;
        ClientSettings clients = new ClientSettings(settings);
        String topic = settings.topic(EventTopics.MODEL_EVENTS);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        this.reader = TopicReader.fromBeginning(clients, topic);
    }

    /** The events that come next; waits for half a second at most. */
    List<ModelEvent> next() {
        List<ModelEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
            try {
                ModelEvent event = serde.deserializer().deserialize(record.topic(), record.value());
                if (event != null) {
                    events.add(event);
                }
            } catch (SerializationException e) {
                warnings.accept(record.topic() + "-" + record.partition() + "-" + record.offset() + " left out: "
                        + e.getMessage());
            }
        }
        return events;
    }

    /** Whether all has been read that was there when this was opened. */
    boolean atEnd() {
        return reader.atEnd();
    }

    /** An event as one line for people. */
    static String line(ModelEvent event) {
        StringBuilder line = new StringBuilder("%s  %-11s  %s  %s"
                .formatted(
                        TIME.format(event.at()),
                        Json.mapper().convertValue(event.type(), String.class),
                        event.version() == null ? event.model() : event.model() + "/" + event.version(),
                        event.by()));
        if (event.run() != null) {
            line.append("  run ").append(event.run());
        }
        if (event.why() != null) {
            line.append(": ").append(event.why());
        }
        if (event.details() != null) {
            line.append("  ").append(event.details());
        }
        return line.toString();
    }

    @Override
    public void close() {
        reader.close();
        serde.close();
    }
}
