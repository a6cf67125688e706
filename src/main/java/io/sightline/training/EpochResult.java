package io.sightline.training;

/**
 * How one epoch went.
 *
 * @param epoch from 1
 * @param loss mean cross-entropy of its training steps
 * @param validationLoss mean cross-entropy on the validation pictures after it; NaN without any
 * @param validationAccuracy on the same, 0 to 1; NaN without any
 */
public record EpochResult(int epoch, double loss, double validationLoss, double validationAccuracy) {}
