package io.sightline.stream.learn;

import io.sightline.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A feedback record and what is known about its id: what is in flight until it has become an example.
 * It is kept as one record, the feedback's, with two more headers.
 *
 * @param feedback as received
 * @param id it is about; null where the record cannot be read
 * @param prediction of that id, or null if none is known
 */
record LabelTask(
        SourceRecord feedback,
        @Nullable String id,
        @Nullable KnownPrediction prediction) {
    private static final String ID = "__sightline.id";
    private static final String PREDICTION = "__sightline.prediction";

    /** The record that stands for this task. */
    SourceRecord toRecord() {
        Headers headers = new RecordHeaders(feedback.headers());
        if (id != null) {
            headers.add(ID, id.getBytes(StandardCharsets.UTF_8));
        }
        if (prediction != null) {
            headers.add(PREDICTION, prediction.bytes());
        }
        return with(headers);
    }

    /** The task that a record stands for. */
    static LabelTask of(SourceRecord record) {
        byte @Nullable [] id = value(record.headers().lastHeader(ID));
        byte @Nullable [] prediction = value(record.headers().lastHeader(PREDICTION));
        Headers received = new RecordHeaders(record.headers());
        received.remove(ID);
        received.remove(PREDICTION);
        LabelTask task = new LabelTask(
                record,
                id == null ? null : new String(id, StandardCharsets.UTF_8),
                prediction == null ? null : KnownPrediction.of(prediction));
        return new LabelTask(task.with(received), task.id, task.prediction);
    }

    private SourceRecord with(Headers headers) {
        return new SourceRecord(
                feedback.key(),
                feedback.value(),
                headers,
                feedback.topic(),
                feedback.partition(),
                feedback.offset(),
                feedback.timestamp());
    }

    private static byte @Nullable [] value(@Nullable Header header) {
        return header == null ? null : header.value();
    }
}
