package io.sightline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reviewers and their tools send. */
class FeedbackReaderTest {
    private final FeedbackReader reader = new FeedbackReader();

    @Test
    void labelsInAnyScriptAreLabels() {
        assertThat(read("{\"label\":\"Beule \u00e4\u6c49 \ud83d\ude00\",\"annotator\":\"Zo\u00eb\"}"))
                .extracting(Feedback::id, Feedback::label, Feedback::annotator)
                .containsExactly("k", "Beule \u00e4\u6c49 \ud83d\ude00", "Zo\u00eb");
        assertThat(read("{\"label\":null}").label()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"label\":\"\"}",
                "{\"label\":\" ok\"}",
                "{\"label\":\"ok\\u0000\"}",
                "{\"label\":\"\\u202eko\"}",
                "{\"label\":\"o\\u200fk\"}",
                "{\"label\":\"ok\\ud800\"}",
                "{\"label\":7}",
                "{\"label\":\"ok\",\"annotator\":\"a\\nb\"}",
                "{\"label\":\"ok\",\"annotator\":\"LONG\"}",
                "{\"label\":\"LONG\"}"
            })
    void whatCouldLookLikeAnotherOrDoesNotFitIsRefused(String event) {
        assertThatThrownBy(() -> read(event.replace("LONG", "x".repeat(257))))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageMatching("(?s).{10,1000}");
    }

    private Feedback read(String event) {
        return reader.read(Records.of("k", event, Map.of()));
    }
}
