package io.sightline.registry;

import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topics of a registry of a test's own. */
final class RegistryStage {
    private final BrokerExtension broker;
    private final String prefix;

    RegistryStage(BrokerExtension broker) {
        this.broker = broker;
        this.prefix = broker.prefix() + UUID.randomUUID().toString().substring(0, 8) + ".";
        Settings settings = settings(Map.of());
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings).stream()
                    .filter(topic -> topic.name().contains("model"))
                    .toList());
        }
    }

    Settings settings(Map<String, String> more) {
        Map<String, String> values = new TreeMap<>(more);
        values.put(Settings.TOPIC_PREFIX, prefix);
        return broker.settings(values);
    }

    ModelRegistry open(String writer) {
        return ModelRegistry.open(settings(Map.of()), writer);
    }

    /** A follower that has read what there is. */
    RegistryFollower follow(Path cache) {
        RegistryFollower follower = new RegistryFollower(settings(Map.of()), cache);
        catchUp(follower);
        return follower;
    }

    static RegistryView catchUp(RegistryFollower follower) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> follower.poll(Duration.ofMillis(100)), view -> follower.caughtUp());
    }

    /** All records of the models topic that readers see. */
    List<ConsumerRecord<byte[], byte[]>> models() {
        return all(EventTopics.MODELS);
    }

    List<ModelEvent> events() {
        try (ModelEventSerde serde = new ModelEventSerde()) {
            return all(EventTopics.MODEL_EVENTS).stream()
                    .map(record -> serde.deserializer().deserialize(record.topic(), record.value()))
                    .toList();
        }
    }

    String modelsTopic() {
        return prefix + EventTopics.MODELS;
    }

    /** Writes to the models topic past the registry; null deletes. */
    void put(String key, byte @Nullable [] value) {
        broker.send(List.of(new ProducerRecord<>(modelsTopic(), key.getBytes(StandardCharsets.UTF_8), value)));
    }

    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(new ClientSettings(settings(Map.of())), prefix + topic)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }
}
