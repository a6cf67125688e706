package io.sightline.training.fit;

/**
 * What is done to weights and gradients besides Adam's step.
 *
 * @param weightDecay share of each kernel that a step takes away, times the learning rate: decoupled
 *     weight decay, Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), as Keras'
 *     {@code AdamW}; 0 for none. Biases do not decay
 * @param clipNorm the gradients are scaled down where all of them together have a greater Euclidean
 *     norm: Keras' {@code global_clipnorm}; 0 for no limit
 */
public record OptimizerSettings(float weightDecay, float clipNorm) {
    /** Adam alone. */
    public static final OptimizerSettings PLAIN = new OptimizerSettings(0, 0);

    public OptimizerSettings {
        if (!(weightDecay >= 0 && weightDecay < 1)) {
            throw new IllegalArgumentException(
                    "weight-decay is " + weightDecay + "; it must be at least 0 and below 1");
        }
        if (!(clipNorm >= 0) || Float.isInfinite(clipNorm)) {
            throw new IllegalArgumentException("clip-norm is " + clipNorm + "; it must be over 0, or 0 for no limit");
        }
    }
}
