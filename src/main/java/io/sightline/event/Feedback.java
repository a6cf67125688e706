package io.sightline.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer's word on one picture: the value of a record on the feedback topic.
 *
 * @param id the image event's id
 * @param label the right class; a label never seen before starts a new class; null takes an earlier
 *     label back
 * @param annotator who says so, or null
 * @param labeledAt when, or null
 * @param uri where the picture is; with it no earlier prediction is needed
 */
public record Feedback(
        String id,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String label,
        @Nullable String annotator,
        @Nullable Instant labeledAt,
        @Nullable String uri) {

    public Feedback {
        Objects.requireNonNull(id, "id is missing");
    }
}
