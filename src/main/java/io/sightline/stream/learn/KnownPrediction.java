package io.sightline.stream.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import io.sightline.event.Prediction;
import io.sightline.event.RecordPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What feedback needs to know of a prediction.
 *
 * @param uri where the picture is, or null where only its record has it
 * @param record where the image's record is, or null
 * @param label the predicted class
 * @param model the model's name
 * @param version the model's version
 */
record KnownPrediction(@Nullable String uri, @Nullable RecordPlace record, String label, String model, String version) {

    static KnownPrediction of(Prediction prediction) {
        return new KnownPrediction(
                prediction.hasWholeUri() ? prediction.uri() : null,
                prediction.record(),
                prediction.label(),
                prediction.model().name(),
                prediction.model().version());
    }

    /** As the topic between the sub-topologies and the store have it; {@link #of(byte[])} reads it. */
    byte[] bytes() {
        try {
            return Json.mapper().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownPrediction of(byte[] bytes) {
        try {
            return Json.mapper().readValue(bytes, KnownPrediction.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a prediction that was kept for feedback cannot be read", e);
        }
    }
}
