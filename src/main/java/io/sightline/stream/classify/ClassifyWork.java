package io.sightline.stream.classify;

import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.pipeline.Classified;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.stream.inflight.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends image events through the pipeline: each becomes a prediction or a dead letter. */
final class ClassifyWork implements Work {
    private final ImagePipeline pipeline;
    private final Outcomes outcomes;

    ClassifyWork(ImagePipeline pipeline, Outcomes outcomes) {
        this.pipeline = pipeline;
        this.outcomes = outcomes;
    }

    @Override
    public SourceRecord source(Record<byte[], byte[]> record, Optional<RecordMetadata> place) {
        RecordMetadata position =
                place.orElseThrow(() -> new IllegalStateException("a record without topic, partition and offset"));
        return new SourceRecord(
                record.key(),
                record.value(),
                record.headers(),
                position.topic(),
                position.partition(),
                position.offset(),
                record.timestamp());
    }

    @Override
    public byte @Nullable [] orderedBy(SourceRecord source) {
        return source.key();
    }

    /** What cannot be read waits for its turn like the rest: the order of a key holds for dead letters too. */
    @Override
    public CompletableFuture<Departure> start(SourceRecord source, Duration wait) {
        ImageEvent event;
        try {
            event = outcomes.read(source);
        } catch (ImageRejectedException e) {
            return CompletableFuture.completedFuture(rejected(source, null, e));
        }
        CompletableFuture<Classified> answer = pipeline.submit(event, wait);
        CompletableFuture<Departure> departure = answer.handle((classified, failure) -> {
            if (failure instanceof ImageRejectedException rejection) {
                return rejected(source, event, rejection);
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return () -> new Exit(ClassifyTopology.PREDICTIONS, outcomes.prediction(source, event, classified));
        });
        departure.whenComplete((done, failure) -> {
            if (departure.isCancelled()) {
                answer.cancel(false);
            }
        });
        return departure;
    }

    private Departure rejected(SourceRecord source, @Nullable ImageEvent event, ImageRejectedException rejection) {
        return () -> new Exit(ClassifyTopology.DEAD_LETTERS, outcomes.deadLetter(source, event, rejection));
    }
}
