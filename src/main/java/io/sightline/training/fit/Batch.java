package io.sightline.training.fit;

/**
 * The pictures of one step.
 *
 * @param rows activations, one after the other
 * @param targets one value each for two classes (the index), else one-hot
 * @param weights how much each picture counts
 * @param mask what each feature of each picture is multiplied with
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Batch(float[] rows, float[] targets, float[] weights, float[] mask) {}
