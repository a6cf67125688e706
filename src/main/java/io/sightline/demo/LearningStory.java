package io.sightline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Feedback;
import io.sightline.event.FeedbackSerde;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.registry.RegistryFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The part of the demo in which reviewers label and the service learns, as seen by anybody who writes to
 * feedback and reads model-events.
 */
final class LearningStory implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Settings settings;
    private final Producer<byte[], byte[]> producer;
    private final DemoListener listener;
    private final TopicReader events;
    private final List<ModelEvent> seen = new ArrayList<>();
    private int labelled;

    /** Starts to read the events of models from now on. */
    LearningStory(Settings settings, Producer<byte[], byte[]> producer, DemoListener listener) {
        this.settings = settings;
        this.producer = producer;
        this.listener = listener;
        this.events = TopicReader.fromNow(new ClientSettings(settings), settings.topic(EventTopics.MODEL_EVENTS));
    }

    /** Labels events as a reviewer who is always right would; the broken ones have no label. */
    void label(List<Shipment> shipments) {
        String topic = settings.topic(EventTopics.FEEDBACK);
        try (Serializer<Feedback> serializer = new FeedbackSerde().serializer()) {
            for (Shipment shipment : shipments) {
                if (shipment.label() != null) {
                    Feedback feedback = new Feedback(shipment.id(), shipment.label(), "reviewer", Instant.now(), null);
                    producer.send(new ProducerRecord<>(
                            topic, shipment.id().getBytes(UTF_8), serializer.serialize(topic, feedback)));
                    labelled++;
                }
            }
        }
        producer.flush();
    }

    /** How many labels were given. */
    int labelled() {
        return labelled;
    }

    /** How many training runs have ended in a way. */
    int count(ModelEvent.Type type) {
        return (int) seen.stream().filter(event -> event.type() == type).count();
    }

    /**
     * Goes on until a run has come to a result.
     *
     * @param meanwhile done between two looks
     * @throws TimeoutException if none does within three minutes
     */
    ModelEvent awaitResult(Meanwhile meanwhile) throws IOException, InterruptedException, TimeoutException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            for (ConsumerRecord<byte[], byte[]> record : events.poll(POLL)) {
                ModelEvent event = read(record);
                if (event.run() == null) {
                    continue; // the service's first model, say, which may become the champion only now
                }
                seen.add(event);
                listener.learning(event);
                switch (event.type()) {
                    case PROMOTED, REFUSED, FAILED -> {
                        return event;
                    }
                    default -> {}
                }
            }
            meanwhile.happens();
        }
        throw new TimeoutException("no training run came to a result within " + PATIENCE.toMinutes() + " minutes");
    }

    /** What goes on while something is waited for. */
    @FunctionalInterface
    interface Meanwhile {
        void happens() throws IOException, InterruptedException;
    }

    /** How many versions of a model the registry has. */
    int versions(String model, Path scratch) {
        try (RegistryFollower registry = new RegistryFollower(settings, scratch)) {
            while (!registry.caughtUp()) {
                registry.poll(POLL);
            }
            return registry.poll(Duration.ZERO).versions(model).size();
        }
    }

    @Override
    public void close() {
        events.close();
    }

    private static ModelEvent read(ConsumerRecord<byte[], byte[]> record) {
        try (ModelEventSerde serde = new ModelEventSerde()) {
            return serde.deserializer().deserialize(record.topic(), record.value());
        }
    }
}
