package io.sightline.http.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.event.Prediction;
import io.sightline.event.RecordPlace;
import org.jspecify.annotations.Nullable;

/**
 * Something that went by on a topic.
 *
 * @param kind what it is
 * @param place where its record stands, which names it
 * @param json what the page is told of it
 * @param prediction the prediction it is, or null
 */
record LiveEvent(
        Kind kind, RecordPlace place, String json, @Nullable Prediction prediction) {
    /** What can go by; each has room of its own, so that many of one do not push out the others. */
    enum Kind {
        PREDICTION("prediction", 300),
        DEAD_LETTER("dead-letter", 200),
        MODEL("model", 100),
        FEEDBACK("feedback", 500);

        private final String type;
        private final int kept;

        Kind(String type, int kept) {
            this.type = type;
            this.kept = kept;
        }

        /** The name of its events. */
        String type() {
            return type;
        }

        /** How many are kept. */
        int kept() {
            return kept;
        }
    }

    /** As server-sent events have it; the id is the record's place. */
    byte[] message() {
        return ("id: " + place + "\nevent: " + kind.type() + "\ndata: " + json + "\n\n").getBytes(UTF_8);
    }
}
