package io.sightline.stream.inflight;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, but that the main consumer is polled by {@link PromptPoll}, and a producer without transactions is
 * an {@link AtLeastOnceProducer}.
 */
final class InFlightClients implements KafkaClientSupplier {
    private final InFlightCount inFlight;
    private final EarlyCommits commits;
    private final Flushes flushes;

    InFlightClients(InFlightCount inFlight, EarlyCommits commits, Flushes flushes) {
        this.inFlight = inFlight;
        this.commits = commits;
        this.flushes = flushes;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                ? new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())
                : new AtLeastOnceProducer(config, flushes);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            private final PromptPoll prompt = new PromptPoll(inFlight, commits);

            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                return prompt.poll(timeout, super::poll);
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
