package io.sightline.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One picture to classify.
 *
 * @param id unique name of the picture; the event's own, else the record's key, else {@code
 *     topic-partition-offset}
 * @param uri where the picture is ({@code file:}, {@code data:}, {@code http:}, {@code https:});
 *     null when the record's value was the picture itself
 * @param content the picture's bytes when the record's value was the picture itself, else null
 * @param capturedAt when the picture was taken; the record's timestamp where the event has none
 * @param sha256 lower-case hexadecimal SHA-256 the bytes must have, or null
 * @param attributes a JSON object handed on to the prediction unchanged, or null
 */
public record ImageEvent(
        String id,
        @Nullable String uri,
        byte @Nullable [] content,
        Instant capturedAt,
        @Nullable String sha256,
        @Nullable JsonNode attributes) {}
