package io.sightline.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event the demo sends, and what is known of it.
 *
 * @param id the record's key and the event's id
 * @param value the record's value
 * @param contentType of the value where it is the picture itself, else null
 * @param label the right class; null where the event is broken on purpose
 * @param picture the picture's name, to show
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Shipment(
        String id,
        byte[] value,
        @Nullable String contentType,
        @Nullable String label,
        String picture) {

    /** An image event in JSON. */
    static Shipment event(String id, Path picture, String label) {
        return json(id, Map.of("id", id, "uri", picture.toUri().toString()), label, name(picture));
    }

    /** The URI alone as the record's value. */
    static Shipment bareUri(String id, Path picture, String label) {
        return text(id, picture.toUri().toString(), label, name(picture));
    }

    /** The picture inside the event. */
    static Shipment inline(String id, Path picture, byte[] jpeg, String label) {
        String uri = "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
        return json(id, Map.of("id", id, "uri", uri), label, name(picture));
    }

    /** The picture as the record's value. */
    static Shipment raw(String id, Path picture, byte[] jpeg, String label) {
        return new Shipment(id, jpeg, "image/jpeg", label, name(picture));
    }

    /** An event that cannot end as a prediction. */
    static Shipment broken(String id, String value, String what) {
        return text(id, value, null, what);
    }

    Shipment withId(String other) {
        return new Shipment(other, value, contentType, label, picture);
    }

    private static Shipment json(String id, Map<String, ?> event, @Nullable String label, String picture) {
        return new Shipment(id, json(event), null, label, picture);
    }

    private static Shipment text(String id, String value, @Nullable String label, String picture) {
        return new Shipment(id, value.getBytes(StandardCharsets.UTF_8), null, label, picture);
    }

    private static byte[] json(Map<String, ?> event) {
        try {
            return Json.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of plain values cannot be written", e);
        }
    }

    private static String name(Path picture) {
        return String.valueOf(picture.getFileName());
    }
}
