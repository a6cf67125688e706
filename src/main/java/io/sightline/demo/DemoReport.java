package io.sightline.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo counted, in the form {@code demo --once --json} prints.
 *
 * @param sent events sent, broken ones included
 * @param predictions different images predicted
 * @param deadLetters different images that became dead letters, by reason
 * @param lost events that led to neither
 * @param duplicates records beyond the first for the same image
 * @param accuracy share of right predictions in the last part of the story, 0 to 1, on pictures the model
 *     was not trained on
 * @param imagesPerSecond while working off a backlog, broker, sender and service on the same machine
 * @param latencyMs from sending to seeing the committed result, at a steady rate
 * @param weights which backbone weights were used
 * @param trainedOn pictures the first model was trained on
 * @param testedOn different pictures streamed
 * @param learning what came of the feedback; null where there was none
 */
public record DemoReport(
        int sent,
        int predictions,
        Map<String, Integer> deadLetters,
        int lost,
        int duplicates,
        double accuracy,
        double imagesPerSecond,
        Latency latencyMs,
        String weights,
        int trainedOn,
        int testedOn,
        @JsonUnwrapped @Nullable Learning learning) {

    /** Milliseconds that half, and 99 of 100, of the images took at most. */
    public record Latency(
            @JsonProperty("p50") double p50,
            @JsonProperty("p99") double p99) {}

    /**
     * How the service learned.
     *
     * @param accuracyBefore share of right predictions, 0 to 1, on the classes the first model knows
     * @param accuracyDuring the same when the new class has appeared
     * @param accuracyAfter the same with the new model, new class included
     * @param labelled feedback events sent
     * @param modelVersions versions in the registry at the end
     * @param swaps how often a new model took the place of another
     * @param promoted training runs whose model became the champion
     * @param refused training runs whose model was not good enough
     * @param secondsToLearn from the last label to the new model serving
     */
    public record Learning(
            double accuracyBefore,
            double accuracyDuring,
            double accuracyAfter,
            int labelled,
            int modelVersions,
            int swaps,
            int promoted,
            int refused,
            double secondsToLearn) {}
}
