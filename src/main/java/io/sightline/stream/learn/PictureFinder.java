package io.sightline.stream.learn;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.Feedback;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageEventReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.RecordFetcher;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the picture of a feedback is: at the feedback's own URI, else at the prediction's, else inside
 * the image's own record, as long as the topic keeps it.
 *
 * <p>Threading notes: any number of threads.
 */
final class PictureFinder {
    private final RecordFetcher records;
    private final ImageEventReader reader = new ImageEventReader();

    PictureFinder(RecordFetcher records) {
        this.records = records;
    }

    /**
     * Finds it; may ask the cluster.
     *
     * @throws ImageRejectedException {@code unknown-id} or {@code not-found}
     */
    ImageEvent find(Feedback feedback, @Nullable KnownPrediction prediction) {
        if (feedback.uri() != null) {
            return at(feedback, feedback.uri());
        }
        if (prediction == null) {
            throw new ImageRejectedException(
                    DeadLetterReason.UNKNOWN_ID,
                    "no prediction of " + feedback.id() + " is known, and the feedback has no uri;"
                            + " feedback.wait.ms and feedback.prediction.retention.ms set how long both are waited for");
        }
        if (prediction.uri() != null) {
            return at(feedback, prediction.uri());
        }
        RecordPlace place = prediction.record();
        if (place == null) {
            throw gone(feedback, "was inside a record whose place the prediction does not tell");
        }
        return records.fetch(new TopicPartition(place.topic(), place.partition()), place.offset())
                .map(record -> reader.read(SourceRecord.of(record)))
                .orElseThrow(() -> gone(feedback, "was inside record " + place + ", which the topic no longer keeps"));
    }

    private static ImageEvent at(Feedback feedback, String uri) {
        return new ImageEvent(feedback.id(), uri, null, Instant.EPOCH, null, null);
    }

    private static ImageRejectedException gone(Feedback feedback, String where) {
        return new ImageRejectedException(
                DeadLetterReason.NOT_FOUND,
                "the picture of " + feedback.id() + " " + where + "; send the feedback with a uri");
    }
}
