package io.sightline.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that make a record a CloudEvent in binary mode.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding for CloudEvents</a>
 */
public final class CloudEventHeaders {
    public static final String IMAGE_TYPE = "io.sightline.image.v1";
    public static final String PREDICTION_TYPE = "io.sightline.prediction.v1";
    public static final String FEEDBACK_TYPE = "io.sightline.feedback.v1";
    public static final String EXAMPLE_TYPE = "io.sightline.example.v1";
    public static final String MODEL_EVENT_TYPE = "io.sightline.model-event.v1";

    private static final String PREFIX = "ce_";

    private CloudEventHeaders() {}

    /**
     * The headers of an outgoing event: those received (trace context and the like) without the
     * received event's own CloudEvents headers, and those of the new event.
     *
     * @param received headers of the record that led to the event; left unchanged
     * @param type one of the types above
     * @param source what makes the event, a URI reference, for example {@code /sightline/line1}
     * @param id unique among the events of the source
     */
    public static Headers of(Headers received, String type, String source, String id, Instant time) {
        return of(received, type, source, id, time, "application/json");
    }

    /**
     * The same for an event whose data is not JSON.
     *
     * @param contentType of the record's value
     */
    public static Headers of(
            Headers received, String type, String source, String id, Instant time, String contentType) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : received) {
            if (!header.key().startsWith(PREFIX) && !header.key().equals(ImageEventReader.CONTENT_TYPE)) {
                headers.add(header);
            }
        }
        add(headers, PREFIX + "specversion", "1.0");
        add(headers, PREFIX + "id", id);
        add(headers, PREFIX + "type", type);
        add(headers, PREFIX + "source", source);
        add(headers, PREFIX + "time", time.toString());
        add(headers, ImageEventReader.CONTENT_TYPE, contentType);
        return headers;
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
