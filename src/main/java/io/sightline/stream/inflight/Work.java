package io.sightline.stream.inflight;

import io.sightline.event.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a topology does with a record while it is in flight; {@link InFlightProcessor} does the rest.
 *
 * <p>Threading notes: the methods are called by stream threads, the futures completed by any.
 */
public interface Work {
    /**
     * The record to keep until its result is forwarded: all that {@link #start} needs, after a crash too.
     *
     * @param place where it was read from, where Kafka Streams knows
     */
    SourceRecord source(Record<byte[], byte[]> record, Optional<RecordMetadata> place);

    /** What results are ordered by: they leave in the order of the records with the same; null for no order. */
    byte @Nullable [] orderedBy(SourceRecord source);

    /**
     * Starts the work.
     *
     * @param wait how long to wait for room
     * @return completed with how the record leaves, dead letters included; exceptionally when the service
     *     is at fault
     * @throws io.sightline.pipeline.PipelineStalledException if there was no room in time
     */
    CompletableFuture<Departure> start(SourceRecord source, Duration wait);

    /** Says how a record leaves; asked once, on the stream thread, when it is the record's turn. */
    @FunctionalInterface
    interface Departure {
        Exit leave();
    }

    /**
     * A way out.
     *
     * @param sink the node of the topology that writes it
     * @param record what it writes
     */
    record Exit(String sink, Record<byte[], byte[]> record) {}
}
