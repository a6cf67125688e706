package io.sightline.training.fit;

/**
 * How one epoch went.
 *
 * @param phase what was trained in it
 * @param epoch from 1, through all phases
 * @param loss mean cross-entropy of the training pictures as its steps saw them
 * @param accuracy on the training pictures as its steps saw them, 0 to 1
 * @param validationLoss mean cross-entropy on the validation pictures after it; NaN without any
 * @param validationAccuracy on the same, 0 to 1; NaN without any
 * @param learningRate of its last step
 * @param seconds it took
 */
public record EpochResult(
        Phase phase,
        int epoch,
        double loss,
        double accuracy,
        double validationLoss,
        double validationAccuracy,
        double learningRate,
        double seconds) {

    /** The loss by which epochs are compared: validation's, or training's without validation pictures. */
    public double decidingLoss() {
        return Double.isNaN(validationLoss) ? loss : validationLoss;
    }

    /** What an epoch trains. */
    public enum Phase {
        /** The head, on the features of the frozen backbone. */
        HEAD,
        /** The head and the unfrozen layers under it. */
        FINE_TUNING
    }
}
