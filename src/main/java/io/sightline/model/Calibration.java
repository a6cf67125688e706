package io.sightline.model;

/**
 * How a model's probabilities were made honest: by dividing its logits by a temperature. The head in the
 * bundle is already divided, so nothing is left to do when the model is used.
 *
 * @param temperature above 1 where the model was too sure of itself, below 1 where it was not sure enough
 * @param count pictures that it was fitted on
 * @param eceBefore expected calibration error on them at temperature 1
 * @param eceAfter the same at this temperature
 */
public record Calibration(double temperature, int count, double eceBefore, double eceAfter) {}
