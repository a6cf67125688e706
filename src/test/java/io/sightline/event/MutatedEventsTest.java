package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.fixtures.HostileEvents;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives is an event that can be passed on, or a dead letter; never another exception. {@code
 * -Dhostile.events=N} for more.
 */
class MutatedEventsTest {
    private static final int ROUNDS = Integer.getInteger("hostile.events", 20_000);

    private final HostileEvents events = new HostileEvents(20261103, List.of());

    @Test
    void neverAnythingButAnEventOrARejection() throws JsonProcessingException {
        ImageEventReader reader = new ImageEventReader();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                ImageEvent event = reader.read(next());
                assertThat(new String(event.id().getBytes(UTF_8), UTF_8))
                        .isEqualTo(event.id())
                        .isNotEmpty();
                assertThat(event.uri() == null).isNotEqualTo(event.content() == null);
                assertThat(Json.mapper().writeValueAsBytes(event)).isNotEmpty();
                read++;
            } catch (ImageRejectedException e) {
                assertSaysWhatIsWrong(e);
            }
        }
        assertThat(read).as("mutations that leave the event readable").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    @Test
    void feedbackIsNoOther() throws JsonProcessingException {
        FeedbackReader reader = new FeedbackReader();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                Feedback feedback = reader.read(next());
                assertThat(Json.mapper().writeValueAsBytes(feedback)).isNotEmpty();
                assertThat(Objects.requireNonNullElse(feedback.label(), "")).doesNotContain("\u202e", "\0");
                assertThat(Objects.requireNonNullElse(feedback.annotator(), "")).hasSizeLessThanOrEqualTo(256);
                read++;
            } catch (ImageRejectedException e) {
                assertSaysWhatIsWrong(e);
            }
        }
        assertThat(read).as("mutations that leave the feedback readable").isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    private static void assertSaysWhatIsWrong(ImageRejectedException e) {
        assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED_EVENT);
        assertThat(e).hasMessageMatching("(?s).{10,1000}");
    }

    private SourceRecord next() {
        HostileEvents.Event event = events.next();
        return Records.of(event.key(), event.value(), event.headers());
    }
}
