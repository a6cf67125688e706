package io.sightline.stream.classify;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sightline.config.Settings;
import io.sightline.event.CloudEventHeaders;
import io.sightline.event.DeadLetter;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageEventReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Prediction;
import io.sightline.event.Prediction.Durations;
import io.sightline.event.PredictionSerde;
import io.sightline.event.SourceRecord;
import io.sightline.metrics.Metrics;
import io.sightline.metrics.Metrics.Stage;
import io.sightline.metrics.TraceParent;
import io.sightline.pipeline.Classified;
import io.sightline.stream.DeadLetterLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What a record becomes: an image event on the way in, a prediction or a dead letter on the way out.
 * Every exit is counted here.
 *
 * <p>Threading notes: stateless but for the counters; any number of stream threads.
 */
final class Outcomes {
    private final ImageEventReader reader = new ImageEventReader();
    private final Serializer<Prediction> serializer = new PredictionSerde().serializer();
    private final PredictionFactory predictions;
    private final String topic;
    private final String source;
    private final Metrics metrics;
    private final Clock clock;
    private final DeadLetterLog log = new DeadLetterLog();

    Outcomes(Settings settings, Metrics metrics, Clock clock) {
        this.predictions = new PredictionFactory(settings.getInt(Settings.PREDICTION_TOP_K));
        this.topic = settings.topic(ClassifyTopology.PREDICTIONS);
        this.source = "/sightline/" + settings.getString(Settings.APPLICATION_ID);
        this.metrics = metrics;
        this.clock = clock;
        metrics.declareDeadLetterReasons(Arrays.stream(DeadLetterReason.values())
                .map(DeadLetterReason::code)
                .toList());
    }

    /**
     * Reads what a record says.
     *
     * @throws ImageRejectedException if it is no image event
     */
    ImageEvent read(SourceRecord record) {
        return reader.read(record);
    }

    /** The prediction of an image, under the key it came with, else its id. */
    Record<byte[], byte[]> prediction(SourceRecord record, ImageEvent event, Classified answer) {
        Instant now = clock.instant();
        Prediction prediction = predictions.create(record, event, answer, now);
        Headers headers =
                CloudEventHeaders.of(record.headers(), CloudEventHeaders.PREDICTION_TYPE, source, event.id(), now);
        byte[] key = record.key() == null ? event.id().getBytes(StandardCharsets.UTF_8) : record.key();
        metrics.predictions()
                .predicted(
                        answer.model().name(),
                        answer.model().version(),
                        prediction.label(),
                        prediction.probability(),
                        now);
        count(answer, event, now, TraceParent.of(record.headers()));
        return new Record<>(key, serializer.serialize(topic, prediction), record.timestamp(), headers);
    }

    /** The record as it came, with the reason it could not be classified in its headers. */
    Record<byte[], byte[]> deadLetter(
            SourceRecord record, @Nullable ImageEvent event, ImageRejectedException rejection) {
        metrics.deadLetter(rejection.reason().code(), TraceParent.of(record.headers()));
        log.write(
                event == null ? ImageEventReader.defaultId(record) : event.id(),
                rejection.reason(),
                record.place(),
                String.valueOf(rejection.getMessage()));
        return new Record<>(record.key(), record.value(), record.timestamp(), DeadLetter.headers(record, rejection));
    }

    /** Not by way of nanoseconds, which overflow for a picture captured in the year 1. */
    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private void count(Classified answer, ImageEvent event, Instant now, Labels trace) {
        Durations durations = answer.durations();
        metrics.predicted();
        metrics.stage(Stage.FETCH, durations.fetchMs() / 1e3, trace);
        metrics.stage(Stage.DECODE, durations.decodeMs() / 1e3, trace);
        metrics.stage(Stage.QUEUE, durations.queueMs() / 1e3, trace);
        metrics.stage(Stage.INFERENCE, durations.inferenceMs() / 1e3, trace);
        metrics.stage(Stage.EMIT, (System.nanoTime() - answer.finishedNanos()) / 1e9, trace);
        metrics.latency(seconds(Duration.between(event.capturedAt(), now)), trace);
    }
}
