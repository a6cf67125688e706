package io.sightline.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.config.Settings;
import io.sightline.event.CloudEventHeaders;
import io.sightline.event.EventTopics;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what belongs to a change, in one transaction. A writer that is opened fences the older one of
 * its name.
 *
 * <p>Threading notes: one thread at a time.
 */
final class RegistryWriter implements AutoCloseable {
    private static final int COMMIT_ATTEMPTS = 3;
    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

    private final String name;
    private final String source;
    private final TopicPartition events;
    private final TopicPartition models;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Visibility visibility;
    private final Map<TopicPartition, Long> written = new ConcurrentHashMap<>();
    private boolean usable = true;

    RegistryWriter(Settings settings, String name) {
        this.name = settings.getString(Settings.APPLICATION_ID) + "-registry-" + name;
        this.source = "/sightline/" + settings.getString(Settings.APPLICATION_ID);
        this.events = new TopicPartition(settings.topic(EventTopics.MODEL_EVENTS), 0);
        this.models = new TopicPartition(settings.topic(EventTopics.MODELS), 0);
        int timeout = settings.getInt(Settings.MODELS_TRANSACTION_TIMEOUT_MS);
        ClientSettings clients = new ClientSettings(settings);
        Properties p = clients.producer();
        p.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.name);
        p.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        this.producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
        this.visibility = new Visibility(clients);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            if (String.valueOf(e.getMessage()).contains(MAX_TIMEOUT)) { // Kafka gives it no type of its own
                throw new RegistryException(
                        "the brokers do not allow transactions of " + timeout + " ms; set "
                                + Settings.MODELS_TRANSACTION_TIMEOUT_MS
                                + " to no more than their " + MAX_TIMEOUT,
                        e);
            }
            throw new RegistryException("the registry cannot be opened for writing: " + e.getMessage(), e);
        }
    }

    /** The offset behind the last record of the last change to the models topic, or 0. */
    long end() {
        return written.getOrDefault(models, 0L);
    }

    /**
     * Does all of the sending, and commits it, or nothing. When it returns, everybody can see it.
     *
     * @param turn to write to the models topic; null for events only
     * @throws RegistryFencedException if this writer, or its turn, is no longer valid
     */
    <T> T transaction(@Nullable WriterTurn turn, Supplier<T> sending) {
        if (!usable) {
            throw new RegistryException("the registry writer " + name + " has failed before; open the registry again");
        }
        if (turn != null) {
            written.merge(models, turn.readUpTo(), Math::max);
        }
        try {
            producer.beginTransaction();
            T result = sending.get();
            producer.flush(); // now the offsets are known
            if (turn != null) {
                producer.sendOffsetsToTransaction(Map.of(models, new OffsetAndMetadata(end())), turn.group());
            }
            commit();
            visibility.await(written);
            return result;
        } catch (RuntimeException | Error e) {
            giveUp(e);
            if (isFenced(e)) {
                throw fenced(e);
            }
            throw e;
        }
    }

    /** Puts a record on the models topic; a null value deletes what the key has. */
    void put(RegistryKey key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(models.topic(), 0, key.bytes(), value), this::acknowledged);
    }

    /** Puts a record with a JSON value on the models topic. */
    void putJson(RegistryKey key, Object value) {
        try {
            put(key, Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }

    /** Puts an event on the model-events topic. */
    void put(ModelEvent event) {
        try (ModelEventSerde serde = new ModelEventSerde()) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    events.topic(),
                    0,
                    event.model().getBytes(StandardCharsets.UTF_8),
                    serde.serializer().serialize(events.topic(), event),
                    CloudEventHeaders.of(
                            new RecordHeaders(),
                            CloudEventHeaders.MODEL_EVENT_TYPE,
                            source,
                            UUID.randomUUID().toString(),
                            event.at()));
            producer.send(record, this::acknowledged);
        }
    }

    @Override
    public void close() {
        producer.close();
        visibility.close();
    }

    private void acknowledged(RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            TopicPartition partition = new TopicPartition(metadata.topic(), metadata.partition());
            written.merge(partition, metadata.offset() + 1, Math::max);
        } // else the commit fails, with this reason
    }

    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_ATTEMPTS) {
                    usable = false;
                    throw new RegistryException(
                            "the brokers do not say whether they have taken the change; look with `sightline models"
                                    + " events` before it is made again",
                            e);
                }
            }
        }
    }

    private void giveUp(Throwable failure) {
        if (!usable) {
            return;
        }
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            usable = false;
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    private RegistryFencedException fenced(Throwable cause) {
        usable = false;
        return new RegistryFencedException(
                "the registry writer " + name + " has been replaced by a newer one of its name, or its change took"
                        + " longer than " + Settings.MODELS_TRANSACTION_TIMEOUT_MS
                        + "; nothing of the change is visible",
                cause);
    }

    private static boolean isFenced(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException
                    || t instanceof InvalidProducerEpochException
                    || t instanceof CommitFailedException
                    || t instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }
}
