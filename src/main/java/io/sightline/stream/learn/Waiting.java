package io.sightline.stream.learn;

import io.sightline.event.SourceRecord;
import io.sightline.stream.inflight.SourceRecordSerde;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Feedback that waits for the prediction of its id.
 *
 * @param sinceMs since when, by the wall clock
 * @param feedback as received
 */
record Waiting(long sinceMs, SourceRecord feedback) {
    static Serde<Waiting> serde() {
        Serde<SourceRecord> records = SourceRecordSerde.serde();
        return Serdes.serdeFrom(
                (topic, waiting) -> {
                    if (waiting == null) {
                        return null;
                    }
                    byte[] record = records.serializer().serialize(topic, waiting.feedback);
                    return ByteBuffer.allocate(Long.BYTES + record.length)
                            .putLong(waiting.sinceMs)
                            .put(record)
                            .array();
                },
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    long since = buffer.getLong();
                    byte[] record = new byte[buffer.remaining()];
                    buffer.get(record);
                    return new Waiting(since, records.deserializer().deserialize(topic, record));
                });
    }
}
