package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Predictions and feedback on the wire. */
class EventSerdesTest {
    private final PredictionSerde predictions = new PredictionSerde();
    private final FeedbackSerde feedback = new FeedbackSerde();

    @Test
    void aPredictionComesBackAsItWasWritten() {
        byte[] bytes = predictions.serializer().serialize("predictions", Examples.PREDICTION);

        assertThat(predictions.deserializer().deserialize("predictions", bytes)).isEqualTo(Examples.PREDICTION);
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        byte[] bytes = feedback.serializer().serialize("feedback", new Feedback("cam7", "cat", null, null, null));

        assertThat(new String(bytes, UTF_8)).isEqualTo("{\"id\":\"cam7\",\"label\":\"cat\"}");
    }

    @Test
    void feedbackOfALaterVersionIsRead() {
        byte[] bytes = "{\"id\":\"cam7\",\"label\":\"cat\",\"labeledAt\":\"2026-11-03T10:15:30Z\",\"certainty\":0.5}"
                .getBytes(UTF_8);

        assertThat(feedback.deserializer().deserialize("feedback", bytes))
                .isEqualTo(new Feedback("cam7", "cat", null, Instant.parse("2026-11-03T10:15:30Z"), null));
    }

    @Test
    void wrongBytesAreRefusedWithTheTopicAndTheMistake() {
        assertThatThrownBy(() -> feedback.deserializer().deserialize("feedback", "{\"label\":\"cat\"}".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a record of feedback is no feedback")
                .hasMessageContaining("id is missing");
        assertThatThrownBy(() -> predictions.deserializer().deserialize("p", "nonsense".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a record of p is no prediction");
    }

    @Test
    void tombstonesStayTombstones() {
        assertThat(predictions.serializer().serialize("p", null)).isNull();
        assertThat(predictions.deserializer().deserialize("p", null)).isNull();
    }
}
