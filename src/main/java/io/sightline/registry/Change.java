package io.sightline.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who changes the registry, and why: what the model-events topic says of it.
 *
 * @param by a user, or an instance of the service
 * @param why the reason, in words, or null
 * @param run the training run it comes from, or null
 * @param details more to be said in the event, a JSON object, or null
 */
public record Change(
        String by,
        @Nullable String why,
        @Nullable String run,
        @Nullable JsonNode details) {
    public Change {
        if (by.isBlank()) {
            throw new IllegalArgumentException("a change of the registry needs the name of who makes it");
        }
        if (details != null && !details.isObject()) {
            throw new IllegalArgumentException("the details of a change are a JSON object, not " + details);
        }
    }

    /** A change by a person, with nothing but their reason. */
    public static Change by(String who, @Nullable String why) {
        return new Change(who, why, null, null);
    }

    /** A copy of the details that fields can be added to. */
    ObjectNode detailsCopy() {
        return details instanceof ObjectNode object
                ? object.deepCopy()
                : Json.mapper().createObjectNode();
    }
}
