package io.sightline.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks on each field of an image event; docs/schemas/image.schema.json says the same. A field
 * that is null counts as absent.
 */
final class EventFields {
    static final int MAX_ID_LENGTH = 1024;
    static final int MAX_URI_LENGTH = 8192;

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+", Pattern.DOTALL);
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    /** RFC 3339 writes years with four digits; an offset can lead past them. */
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private EventFields() {}

    static @Nullable String text(JsonNode event, String name) {
        JsonNode field = event.get(name);
        if (field == null || field.isNull()) {
            return null;
        }
        if (!field.isTextual()) {
            throw malformed(name + " must be a string");
        }
        return field.textValue();
    }

    static @Nullable String id(JsonNode event) {
        String id = text(event, "id");
        if (id != null && !isId(id)) {
            throw malformed("id must have 1 to " + MAX_ID_LENGTH
                    + " characters, no control characters and none that turn the direction of text");
        }
        return id;
    }

    static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID_LENGTH && Printable.isPrintable(id);
    }

    /**
     * An absolute URI; what it points at is checked where it is fetched.
     *
     * @param name how the message calls the field
     */
    static String uri(String uri, String name) {
        if (uri.chars().anyMatch(c -> c <= ' ' || c == 0x7f) || !Printable.isPrintable(uri)) {
            throw malformed(name + " must be a URI without spaces or control characters (a space is %20)");
        }
        if (!SCHEME.matcher(uri).matches()) {
            throw malformed(
                    name + " must be an absolute URI such as https://example.org/cat.jpg or file:///photos/cat.jpg");
        }
        if (uri.length() > MAX_URI_LENGTH && !uri.regionMatches(true, 0, "data:", 0, 5)) {
            throw malformed(name + " is longer than " + MAX_URI_LENGTH + " characters");
        }
        return uri;
    }

    static @Nullable Instant instant(JsonNode event, String name) {
        String text = text(event, name);
        if (text == null) {
            return null;
        }
        if (DATE_TIME.matcher(text).matches()) {
            try {
                Instant instant =
                        OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
                if (instant.isBefore(LATEST)) {
                    return instant;
                }
            } catch (DateTimeException e) {
                throw new ImageRejectedException(
                        DeadLetterReason.MALFORMED_EVENT, name + " is no date and time: " + e.getMessage(), e);
            }
        }
        throw malformed(name + " must be a date and time of RFC 3339, such as 2026-11-03T10:15:30.250Z");
    }

    static @Nullable String sha256(JsonNode event) {
        String digest = text(event, "sha256");
        if (digest != null && !SHA256.matcher(digest).matches()) {
            throw malformed("sha256 must be 64 hexadecimal digits");
        }
        return digest == null ? null : digest.toLowerCase(Locale.ROOT);
    }

    static @Nullable JsonNode object(JsonNode event, String name) {
        JsonNode field = event.get(name);
        if (field == null || field.isNull()) {
            return null;
        }
        if (!field.isObject()) {
            throw malformed(name + " must be an object");
        }
        return field;
    }

    private static ImageRejectedException malformed(String message) {
        return new ImageRejectedException(DeadLetterReason.MALFORMED_EVENT, message);
    }
}
