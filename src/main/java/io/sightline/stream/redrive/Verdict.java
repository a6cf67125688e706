package io.sightline.stream.redrive;

import io.sightline.event.DeadLetter;
import io.sightline.event.RecordPlace;

/**
 * What a redrive did with a dead letter that was asked for.
 *
 * @param place where the dead letter stands
 * @param letter what its headers say
 * @param id of its image or feedback
 * @param redriven how often its record has been sent again before
 * @param outcome what was done
 */
public record Verdict(RecordPlace place, DeadLetter letter, String id, int redriven, Outcome outcome) {

    /** What can be done with a dead letter. */
    public enum Outcome {
        /** Sent to the topic it came from, or, in a dry run, would be. */
        SENT,
        /** Was sent by an earlier redrive. */
        SENT_BEFORE,
        /** Its record has been sent again so often that once more will not help. */
        TOO_OFTEN,
        /** Came from a topic that is none of this service's. */
        FOREIGN
    }
}
