package io.sightline.event;

import static io.sightline.event.DeadLetterReason.MALFORMED_EVENT;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what reviewers and their tools put on the feedback topic: a JSON object, {@code
 * {"id","label","annotator"?,"labeledAt"?,"uri"?}}. The id is the event's own, else the record's key
 * where that is text; the time is the event's, else the record's timestamp. To take a label back, {@code
 * label} must be there and be null. Unknown fields are left alone.
 *
 * <p>Threading notes: stateless; any number of threads.
 */
public final class FeedbackReader {
    static final int MAX_LABEL_LENGTH = 256;

    private final StrictJson json = new StrictJson();

    /**
     * Reads one record.
     *
     * @throws ImageRejectedException with {@code malformed-event} if it is no feedback event; nothing else
     *     is ever thrown
     */
    public Feedback read(SourceRecord record) {
        byte[] value = record.value();
        String text = value == null ? null : Utf8.decode(value);
        if (text == null || text.isBlank()) {
            throw malformed("the record has no text; send a JSON object with \"id\" and \"label\"");
        }
        JsonNode event = json.parse(text.strip());
        String id = EventFields.id(event);
        if (id == null) {
            id = keyAsId(record);
        }
        String uri = EventFields.text(event, "uri");
        return new Feedback(
                id,
                label(event),
                annotator(event),
                Objects.requireNonNullElse(EventFields.instant(event, "labeledAt"), record.time()),
                uri == null ? null : EventFields.uri(uri, "uri"));
    }

    private static String keyAsId(SourceRecord record) {
        String key = record.key() == null ? null : Utf8.decode(record.key());
        if (key == null || !EventFields.isId(key)) {
            throw malformed("the event has no id, and the record's key is none either");
        }
        return key;
    }

    private static @Nullable String label(JsonNode event) {
        if (!event.has("label")) {
            throw malformed("the event has no label; to take an earlier label back it must be null");
        }
        String label = EventFields.text(event, "label");
        if (label != null && !isLabel(label)) {
            throw malformed("label must have 1 to " + MAX_LABEL_LENGTH
                    + " characters, no control characters, none that turn the direction of text and no space at its"
                    + " ends");
        }
        return label;
    }

    /** It goes into a header of the example, for which there is no room without end. */
    private static @Nullable String annotator(JsonNode event) {
        String annotator = EventFields.text(event, "annotator");
        if (annotator != null && (annotator.length() > MAX_LABEL_LENGTH || !Printable.isPrintable(annotator))) {
            throw malformed("annotator must have at most " + MAX_LABEL_LENGTH + " characters, no control characters and"
                    + " none that turn the direction of text");
        }
        return annotator;
    }

    private static boolean isLabel(String label) {
        return label.length() <= MAX_LABEL_LENGTH && EventFields.isId(label) && label.equals(label.strip());
    }

    private static ImageRejectedException malformed(String message) {
        return new ImageRejectedException(MALFORMED_EVENT, message);
    }
}
