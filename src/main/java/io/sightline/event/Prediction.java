package io.sightline.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model said about one picture: the value of a record on the predictions topic.
 *
 * @param id the image event's id
 * @param uri the image event's URI; null for raw bytes
 * @param label the most probable class
 * @param probability its probability, 0 to 1
 * @param classes the most probable classes, best first
 * @param entropy of the whole distribution, in nats
 * @param margin between the first and the second probability, 0 to 1
 * @param record where the image's own record stands, null in predictions of older versions
 */
public record Prediction(
        String id,
        @Nullable String uri,
        String label,
        double probability,
        List<ClassProbability> classes,
        double entropy,
        double margin,
        Model model,
        Instant capturedAt,
        Instant predictedAt,
        Durations durations,
        @Nullable RecordPlace record,
        @Nullable JsonNode attributes) {

    public Prediction {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(label, "label is missing");
        Objects.requireNonNull(model, "model is missing");
        classes = List.copyOf(classes);
    }

    /** What stands at the end of a URI of which a prediction has only the beginning. */
    public static final String CUT = "…";

    /** Whether the URI leads to the picture; else only the image's own record does. */
    public boolean hasWholeUri() {
        return uri != null && !uri.endsWith(CUT);
    }

    /** One class and its probability, 0 to 1. */
    public record ClassProbability(String label, double probability) {}

    /** The model that made the prediction. */
    public record Model(String name, String version) {}

    /** Milliseconds each stage took for this picture; inference is that of the whole batch. */
    public record Durations(double fetchMs, double decodeMs, double queueMs, double inferenceMs) {}
}
