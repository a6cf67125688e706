package io.sightline.stream.learn;

import io.sightline.config.Settings;
import io.sightline.event.CloudEventHeaders;
import io.sightline.event.DeadLetter;
import io.sightline.event.Example;
import io.sightline.event.Feedback;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.metrics.Metrics;
import io.sightline.metrics.Metrics.FeedbackOutcome;
import io.sightline.pipeline.ExamplePictures;
import io.sightline.stream.DeadLetterLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a feedback becomes: an example, the end of one, or a dead letter. Every exit is counted here. */
final class LearnOutcomes {
    private static final String JPEG = "image/jpeg";

    private final String source;
    private final Metrics metrics;
    private final Clock clock;
    private final DeadLetterLog log = new DeadLetterLog();

    LearnOutcomes(Settings settings, Metrics metrics, Clock clock) {
        this.source = "/sightline/" + settings.getString(Settings.APPLICATION_ID);
        this.metrics = metrics;
        this.clock = clock;
    }

    Record<byte[], byte[]> example(
            SourceRecord received,
            Feedback feedback,
            @Nullable KnownPrediction prediction,
            ExamplePictures.Made picture) {
        metrics.feedback(FeedbackOutcome.EXAMPLE);
        Instant now = clock.instant();
        Example example = new Example(
                feedback.id(),
                Objects.requireNonNull(feedback.label(), "a label that is taken back is no example"),
                DigestUtils.sha256Hex(picture.jpeg()),
                picture.sourceSha256(),
                feedback.annotator(),
                Objects.requireNonNullElse(feedback.labeledAt(), now),
                uri(feedback, prediction),
                prediction == null
                        ? null
                        : new Example.Predicted(prediction.label(), prediction.model(), prediction.version()));
        Headers headers = example.addTo(CloudEventHeaders.of(
                received.headers(), CloudEventHeaders.EXAMPLE_TYPE, source, feedback.id(), now, JPEG));
        return new Record<>(key(feedback), picture.jpeg(), received.timestamp(), headers);
    }

    Record<byte[], byte[]> retraction(SourceRecord received, Feedback feedback) {
        metrics.feedback(FeedbackOutcome.RETRACTED);
        return new Record<>(
                key(feedback),
                null,
                received.timestamp(),
                CloudEventHeaders.of(
                        received.headers(),
                        CloudEventHeaders.EXAMPLE_TYPE,
                        source,
                        feedback.id(),
                        clock.instant(),
                        JPEG));
    }

    Record<byte[], byte[]> deadLetter(LabelTask task, ImageRejectedException rejection) {
        metrics.feedbackDeadLetter(rejection.reason().code());
        SourceRecord feedback = task.feedback();
        String id = task.id();
        log.write(
                id == null ? feedback.place().toString() : id,
                rejection.reason(),
                feedback.place(),
                String.valueOf(rejection.getMessage()));
        return new Record<>(
                feedback.key(), feedback.value(), feedback.timestamp(), DeadLetter.headers(feedback, rejection));
    }

    private static @Nullable String uri(Feedback feedback, @Nullable KnownPrediction prediction) {
        String uri = feedback.uri();
        if (uri == null && prediction != null) {
            uri = prediction.uri();
        }
        return uri == null || uri.regionMatches(true, 0, "data:", 0, 5) ? null : uri;
    }

    private static byte[] key(Feedback feedback) {
        return feedback.id().getBytes(StandardCharsets.UTF_8);
    }
}
