package io.sightline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StrictJsonTest {
    private final StrictJson json = new StrictJson();

    @Test
    void aDocumentWithoutAnEndIsNotReadToItsEnd() {
        String blanks = " ".repeat(StrictJson.MAX_CHARACTERS);

        assertThat(json.parse(" ".repeat(1000) + "{}")).isEmpty();
        assertThatThrownBy(() -> json.parse(blanks + "{}"))
                .isInstanceOfSatisfying(
                        ImageRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED_EVENT))
                .hasMessageContaining("maximum allowed");
    }
}
