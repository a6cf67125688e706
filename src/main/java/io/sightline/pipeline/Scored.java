package io.sightline.pipeline;

import io.sightline.model.ModelInfo;

/**
 * What the batcher gives back for one picture.
 *
 * @param probabilities in the order of the model's labels
 * @param model the model that ran
 * @param queueNanos from submission to the start of the batch
 * @param inferenceNanos of the whole batch
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Scored(float[] probabilities, ModelInfo model, long queueNanos, long inferenceNanos) {}
