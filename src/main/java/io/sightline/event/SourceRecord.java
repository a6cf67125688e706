package io.sightline.event;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as received, with the place it was received from.
 *
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null for a tombstone
 * @param headers as received; not to be changed
 * @param topic where it was read from
 * @param partition where it was read from
 * @param offset where it was read from
 * @param timestamp milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // bytes handed on as received, never compared
public record SourceRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        String topic,
        int partition,
        long offset,
        long timestamp) {

    /** A record as a consumer hands it out. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.key(),
                record.value(),
                record.headers(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp());
    }

    /** The record's place; as text {@code topic-partition-offset}. */
    public RecordPlace place() {
        return new RecordPlace(topic, partition, offset);
    }

    Instant time() {
        return Instant.ofEpochMilli(timestamp);
    }
}
