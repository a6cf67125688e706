package io.sightline.metrics;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Reads the trace a record belongs to from its header {@code traceparent}, so that a figure leads to an
 * example of what it counts.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context, W3C</a>
 */
public final class TraceParent {
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})" + "([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private TraceParent() {}

    /**
     * The labels of an exemplar, {@code trace_id} and {@code span_id}; none if the header is missing or not
     * of its form, as the standard wants it.
     */
    public static Labels of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Labels.EMPTY;
        }
        Matcher parts = FORM.matcher(new String(header.value(), StandardCharsets.US_ASCII));
        return parts.matches()
                ? Labels.of(Exemplar.TRACE_ID, parts.group(1), Exemplar.SPAN_ID, parts.group(2))
                : Labels.EMPTY;
    }
}
