package io.sightline.stream.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.fixtures.Format1;
import io.sightline.stream.inflight.SourceRecordSerde;
import java.io.IOException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Feedback that the first version was at work on when it was exchanged for this one. */
class LearnFormatsTest {
    private static final KnownPrediction KNOWN = new KnownPrediction(
            "https://example.org/cat.jpg", new RecordPlace("line1.images", 3, 41), "cat", "cats-vs-dogs", "3");

    private static final SourceRecord FEEDBACK = new SourceRecord(
            "cam7/000123".getBytes(UTF_8),
            "{\"label\":\"dog\"}".getBytes(UTF_8),
            new RecordHeaders().add("traceparent", "00-abc-def-01".getBytes(UTF_8)),
            "line1.feedback",
            2,
            17,
            1_767_225_600_123L);

    @Test
    void aKnownPredictionIsRead() throws IOException {
        assertThat(KnownPrediction.of(Format1.stored("known-prediction.json", KNOWN.bytes())))
                .isEqualTo(KNOWN);
    }

    @Test
    void waitingFeedbackIsRead() throws IOException {
        Serde<Waiting> serde = Waiting.serde();
        byte[] now = serde.serializer().serialize("", new Waiting(1_767_225_600_456L, FEEDBACK));

        Waiting read = serde.deserializer().deserialize("", Format1.stored("waiting-feedback.bin", now));

        assertThat(read.sinceMs()).isEqualTo(1_767_225_600_456L);
        assertIsFeedback(read.feedback());
    }

    @Test
    void aTaskInFlightIsRead() throws IOException {
        Serde<SourceRecord> serde = SourceRecordSerde.serde();
        byte[] now = serde.serializer().serialize("", new LabelTask(FEEDBACK, "cam7/000123", KNOWN).toRecord());

        LabelTask read = LabelTask.of(serde.deserializer().deserialize("", Format1.stored("label-task.bin", now)));

        assertIsFeedback(read.feedback());
        assertThat(read.id()).isEqualTo("cam7/000123");
        assertThat(read.prediction()).isEqualTo(KNOWN);
    }

    private static void assertIsFeedback(SourceRecord read) {
        assertThat(read.place()).isEqualTo(FEEDBACK.place());
        assertThat(read.timestamp()).isEqualTo(FEEDBACK.timestamp());
        assertThat(read.key()).isEqualTo(FEEDBACK.key());
        assertThat(read.value()).isEqualTo(FEEDBACK.value());
        assertThat(read.headers()).isEqualTo(FEEDBACK.headers());
    }
}
