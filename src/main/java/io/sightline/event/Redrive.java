package io.sightline.event;

import java.time.Instant;
import java.util.Objects;

/**
 * A dead letter that was sent again: the value of a record on the redrives topic, whose key is the
 * letter's place. It is in the same transaction as the record that was sent.
 *
 * @param letter where the dead letter stands
 * @param reason why it was one
 * @param to the topic it was sent to
 * @param attempt how often this record has been sent again, this time counted
 * @param at when
 */
public record Redrive(RecordPlace letter, String reason, String to, int attempt, Instant at) {
    public Redrive {
        Objects.requireNonNull(letter, "letter is missing");
        Objects.requireNonNull(to, "to is missing");
    }
}
