package io.sightline.event;

import static io.sightline.event.DeadLetterReason.MALFORMED_EVENT;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads what producers put on the images topic. Four forms are understood:
 *
 * <ol>
 *   <li>a JSON object, {@code {"id","uri","capturedAt"?,"sha256"?,"attributes"?}};
 *   <li>a CloudEvent in structured mode ({@code content-type: application/cloudevents+json}) with such
 *       an object as its {@code data};
 *   <li>a bare URI as the whole value;
 *   <li>the bytes of a picture, where a header says {@code content-type: image/...}.
 * </ol>
 *
 * <p>The id is the event's own, else the CloudEvent's, else the record's key where that is text, else
 * {@code topic-partition-offset}. The time of capture is the event's, else the CloudEvent's {@code
 * time}, else the record's timestamp. Unknown fields are left alone.
 *
 * <p>Threading notes: stateless; any number of threads.
 */
public final class ImageEventReader {
    /** Header that says what the value is. */
    public static final String CONTENT_TYPE = "content-type";

    private final StrictJson json = new StrictJson();

    /**
     * Reads one record.
     *
     * @throws ImageRejectedException with {@code malformed-event} if the record is none of the four
     *     forms; nothing else is ever thrown
     */
    public ImageEvent read(SourceRecord record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw malformed("the record has no value; send a JSON object with a \"uri\", a URI, or a picture's bytes"
                    + " with the header content-type: image/...");
        }
        String type = mediaType(record);
        if (type.startsWith("image/")) {
            return new ImageEvent(defaultId(record), null, value, record.time(), null, null);
        }
        String text = Utf8.decode(value);
        if (text == null) {
            throw malformed("the value is not UTF-8 text"
                    + (type.isEmpty() ? "; for a picture's bytes set the header content-type: image/..." : ""));
        }
        text = text.strip();
        if (type.equals("application/cloudevents+json")) {
            return fromCloudEvent(json.parse(text), record);
        }
        if (text.startsWith("{")) {
            return fromObject(json.parse(text), defaultId(record), record.time());
        }
        if (text.startsWith("[") || text.startsWith("\"")) {
            throw malformed("the value is JSON but not an object; expected {\"uri\": ...}");
        }
        return new ImageEvent(defaultId(record), EventFields.uri(text, "the value"), null, record.time(), null, null);
    }

    private static ImageEvent fromCloudEvent(JsonNode envelope, SourceRecord record) {
        if (!"1.0".equals(EventFields.text(envelope, "specversion"))) {
            throw malformed("specversion of the CloudEvent must be \"1.0\"");
        }
        for (String required : new String[] {"id", "source", "type"}) {
            if (EventFields.text(envelope, required) == null) {
                throw malformed("the CloudEvent has no " + required);
            }
        }
        JsonNode data = envelope.get("data");
        if (data == null || !data.isObject()) {
            throw malformed("data of the CloudEvent must be an object, the image event; for a picture's bytes use"
                    + " a record with the header content-type: image/...");
        }
        Instant time = EventFields.instant(envelope, "time");
        String id = EventFields.id(envelope);
        return fromObject(data, id == null ? defaultId(record) : id, time == null ? record.time() : time);
    }

    private static ImageEvent fromObject(JsonNode event, String defaultId, Instant defaultTime) {
        String id = EventFields.id(event);
        String uri = EventFields.text(event, "uri");
        if (uri == null) {
            throw malformed("the event has no uri");
        }
        Instant capturedAt = EventFields.instant(event, "capturedAt");
        return new ImageEvent(
                id == null ? defaultId : id,
                EventFields.uri(uri, "uri"),
                null,
                capturedAt == null ? defaultTime : capturedAt,
                EventFields.sha256(event),
                EventFields.object(event, "attributes"));
    }

    /** The record's key where it is text that can serve as an id, else the record's place. */
    public static String defaultId(SourceRecord record) {
        String key = record.key() == null ? null : Utf8.decode(record.key());
        return key != null && EventFields.isId(key) ? key : record.place().toString();
    }

    private static String mediaType(SourceRecord record) {
        Header header = record.headers().lastHeader(CONTENT_TYPE);
        byte @Nullable [] value = header == null ? null : header.value();
        if (value == null) {
            return "";
        }
        String type = new String(value, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        return parameters < 0 ? type : type.substring(0, parameters).strip();
    }

    private static ImageRejectedException malformed(String message) {
        return new ImageRejectedException(MALFORMED_EVENT, message);
    }
}
