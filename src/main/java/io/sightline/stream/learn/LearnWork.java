package io.sightline.stream.learn;

import io.sightline.event.Feedback;
import io.sightline.event.FeedbackReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.pipeline.ExamplePictures;
import io.sightline.stream.inflight.SourceRecordSerde;
import io.sightline.stream.inflight.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes examples of labelled pictures: each feedback becomes an example, takes one back, or is a dead letter. */
final class LearnWork implements Work {
    private final ExamplePictures pictures;
    private final PictureFinder finder;
    private final LearnOutcomes outcomes;
    private final BooleanSupplier orient;
    private final FeedbackReader reader = new FeedbackReader();
    private final Deserializer<SourceRecord> deserializer =
            SourceRecordSerde.serde().deserializer();

    /** @param orient whether the service turns pictures upright by their EXIF orientation */
    LearnWork(ExamplePictures pictures, PictureFinder finder, LearnOutcomes outcomes, BooleanSupplier orient) {
        this.pictures = pictures;
        this.finder = finder;
        this.outcomes = outcomes;
        this.orient = orient;
    }

    @Override
    public SourceRecord source(Record<byte[], byte[]> record, Optional<RecordMetadata> place) {
        return deserializer.deserialize("", record.value());
    }

    @Override
    public byte @Nullable [] orderedBy(SourceRecord source) {
        String id = LabelTask.of(source).id();
        return id == null ? null : id.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<Departure> start(SourceRecord source, Duration wait) {
        LabelTask task = LabelTask.of(source);
        Feedback feedback;
        try {
            feedback = reader.read(task.feedback());
        } catch (ImageRejectedException e) {
            return CompletableFuture.completedFuture(rejected(task, e));
        }
        if (feedback.label() == null) {
            return CompletableFuture.completedFuture(
                    () -> new Exit(LearnTopology.EXAMPLES, outcomes.retraction(task.feedback(), feedback)));
        }
        CompletableFuture<ExamplePictures.Made> jpeg =
                pictures.submit(() -> finder.find(feedback, task.prediction()), orient.getAsBoolean(), wait);
        CompletableFuture<Departure> departure = jpeg.handle((picture, failure) -> {
            if (failure instanceof ImageRejectedException rejection) {
                return rejected(task, rejection);
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return () -> new Exit(
                    LearnTopology.EXAMPLES, outcomes.example(task.feedback(), feedback, task.prediction(), picture));
        });
        departure.whenComplete((done, failure) -> {
            if (departure.isCancelled()) {
                jpeg.cancel(false);
            }
        });
        return departure;
    }

    private Departure rejected(LabelTask task, ImageRejectedException rejection) {
        return () -> new Exit(LearnTopology.DEAD_LETTERS, outcomes.deadLetter(task, rejection));
    }
}
