package io.sightline.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What the demo counted, in the form {@code demo --once --json} prints.
 *
 * @param sent events sent, broken ones included
 * @param predictions different images predicted
 * @param deadLetters different images that became dead letters, by reason
 * @param lost events that led to neither
 * @param duplicates records beyond the first for the same image
 * @param accuracy share of right predictions, 0 to 1, on pictures the model was not trained on
 * @param imagesPerSecond while working off a backlog, broker, sender and service on the same machine
 * @param latencyMs from sending to seeing the committed result, at a steady rate
 * @param weights which backbone weights were used
 * @param trainedOn pictures the model was trained on
 * @param testedOn different pictures streamed
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
        int testedOn) {

    /** Milliseconds that half, and 99 of 100, of the images took at most. */
    public record Latency(
            @JsonProperty("p50") double p50,
            @JsonProperty("p99") double p99) {}
}
