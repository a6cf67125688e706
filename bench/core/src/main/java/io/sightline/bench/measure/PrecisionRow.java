package io.sightline.bench.measure;

/**
 * What bfloat16 brings for a backbone.
 *
 * @param backbone Keras' name
 * @param float32 images a second
 * @param bfloat16 images a second
 * @param gain the second as a multiple of the first, round by round
 */
public record PrecisionRow(String backbone, Spread float32, Spread bfloat16, Spread gain) {}
