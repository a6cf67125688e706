package io.sightline.stream.classify;

import io.sightline.stream.inflight.EarlyCommits;
import io.sightline.stream.inflight.InFlightCount;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, but for the main consumer: while images are in flight, or forwarded and not committed, its
 * {@code poll} waits for one of them to be finished rather than for records, and only briefly. A stream thread
 * forwards and commits between two polls, so the length of a poll is the delay of a finished image. Records that
 * arrive meanwhile wait for as long; looking more often would cost a good part of a processor.
 */
final class PromptPollClients implements KafkaClientSupplier {
    private static final Duration LONGEST = Duration.ofMillis(5);

    private final InFlightCount inFlight;
    private final EarlyCommits commits;

    PromptPollClients(InFlightCount inFlight, EarlyCommits commits) {
        this.inFlight = inFlight;
        this.commits = commits;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                if (timeout.isZero() || inFlight.get() == 0 && !commits.wanted()) {
                    return super.poll(timeout);
                }
                inFlight.awaitFinished(timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
                return super.poll(Duration.ZERO);
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
