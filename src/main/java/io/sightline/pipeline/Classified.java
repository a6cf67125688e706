package io.sightline.pipeline;

import io.sightline.event.Prediction.Durations;
import io.sightline.model.ModelInfo;

/**
 * The model's answer to one image event.
 *
 * @param probabilities one for each of the model's labels, in their order; they sum to 1
 * @param model the model that answered
 * @param durations how long each stage took
 * @param finishedNanos when it was known, by {@link System#nanoTime()}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Classified(float[] probabilities, ModelInfo model, Durations durations, long finishedNanos) {}
