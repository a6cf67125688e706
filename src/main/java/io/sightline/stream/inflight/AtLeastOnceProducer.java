package io.sightline.stream.inflight;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's producer without transactions. It tells when all is at the broker, and once a write has failed it lets nothing be
 * committed any more: Kafka Streams (4.3) takes note of the first failure of a thread only, blames one task for it and
 * commits the offsets of the others, whose writes may have failed as well. So the thread dies, and another takes its
 * records up again.
 *
 * <p>Threading notes: as Kafka's.
 */
final class AtLeastOnceProducer extends KafkaProducer<byte[], byte[]> {
    private final Flushes flushes;
    private volatile @Nullable Exception failure;

    AtLeastOnceProducer(Map<String, Object> config, Flushes flushes) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.flushes = flushes;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        return super.send(record, (metadata, exception) -> {
            if (exception != null && failure == null) {
                failure = exception;
            }
            if (callback != null) {
                callback.onCompletion(metadata, exception);
            }
        });
    }

    /**
     * As Kafka's.
     *
     * @throws KafkaException if a write has failed, now or before
     */
    @Override
    public void flush() {
        super.flush();
        Exception failed = failure;
        if (failed != null) {
            throw new KafkaException(
                    "a write has failed, so nothing is committed any more: " + failed.getMessage(), failed);
        }
        flushes.flushed();
    }
}
