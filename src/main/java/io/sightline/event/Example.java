package io.sightline.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A labelled picture to learn from, as the headers of a record on the examples topic tell of it. The
 * record's key is the id, its value the picture as a JPEG of about 256 pixels on its short side, so that
 * any consumer can look at it; a record without value takes the example back.
 *
 * @param id the image event's id
 * @param label its class
 * @param sha256 of the JPEG, lower-case hexadecimal; decides what the picture is for
 * @param sourceSha256 of the picture as it was fetched, so that it is known again in a data set it came from;
 *     null where it is not known
 * @param annotator who labelled it, or null
 * @param labeledAt when
 * @param uri where the picture came from, or null
 * @param predicted what a model had said about it, or null where the feedback brought its own picture
 */
public record Example(
        String id,
        String label,
        String sha256,
        @Nullable String sourceSha256,
        @Nullable String annotator,
        Instant labeledAt,
        @Nullable String uri,
        @Nullable Predicted predicted) {
    private static final String PREFIX = "sightline.";
    private static final String LABEL = PREFIX + "label";
    private static final String SHA256 = PREFIX + "sha256";
    private static final String SOURCE_SHA256 = PREFIX + "source-sha256";
    private static final String ANNOTATOR = PREFIX + "annotator";
    private static final String LABELED_AT = PREFIX + "labeled-at";
    private static final String URI = PREFIX + "uri";
    private static final String PREDICTED_LABEL = PREFIX + "predicted-label";
    private static final String PREDICTED_MODEL = PREFIX + "predicted-model";
    private static final String PREDICTED_VERSION = PREFIX + "predicted-version";

    public Example {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(label, "label is missing");
        Objects.requireNonNull(sha256, "sha256 is missing");
        Objects.requireNonNull(labeledAt, "labeledAt is missing");
    }

    /**
     * What a model had said about the picture.
     *
     * @param label the class it took it for
     * @param model the model's name
     * @param version the model's version
     */
    public record Predicted(String label, String model, String version) {}

    /** Adds this example's headers to those of its CloudEvent. */
    public Headers addTo(Headers headers) {
        add(headers, LABEL, label);
        add(headers, SHA256, sha256);
        add(headers, SOURCE_SHA256, sourceSha256);
        add(headers, ANNOTATOR, annotator);
        add(headers, LABELED_AT, labeledAt.toString());
        add(headers, URI, uri);
        if (predicted != null) {
            add(headers, PREDICTED_LABEL, predicted.label());
            add(headers, PREDICTED_MODEL, predicted.model());
            add(headers, PREDICTED_VERSION, predicted.version());
        }
        return headers;
    }

    /**
     * Reads the headers of a record that has a value.
     *
     * @throws IllegalArgumentException saying what is missing, if they are not an example's
     */
    public static Example of(String id, Headers headers) {
        String label = text(headers, LABEL);
        String sha256 = text(headers, SHA256);
        String labeledAt = text(headers, LABELED_AT);
        if (label == null || sha256 == null || labeledAt == null) {
            throw new IllegalArgumentException("the record of " + id + " is no example: it needs the headers " + LABEL
                    + ", " + SHA256 + " and " + LABELED_AT);
        }
        String predictedLabel = text(headers, PREDICTED_LABEL);
        String model = text(headers, PREDICTED_MODEL);
        String version = text(headers, PREDICTED_VERSION);
        return new Example(
                id,
                label,
                sha256,
                text(headers, SOURCE_SHA256),
                text(headers, ANNOTATOR),
                Instant.parse(labeledAt),
                text(headers, URI),
                predictedLabel == null || model == null || version == null
                        ? null
                        : new Predicted(predictedLabel, model, version));
    }

    private static void add(Headers headers, String key, @Nullable String value) {
        if (value != null) {
            headers.add(key, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        byte @Nullable [] value = header == null ? null : header.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
