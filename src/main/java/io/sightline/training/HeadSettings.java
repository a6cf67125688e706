package io.sightline.training;

/**
 * How a head is trained.
 *
 * @param epochs passes over the training pictures; the best by validation is kept
 * @param batchSize pictures in a step
 * @param learningRate of Adam
 * @param dropout share of the features left out at random in each step, 0 to below 1
 * @param seed of everything random: the same data and settings give the same head
 * @param balanceClasses whether pictures of rare classes weigh more, so that all classes weigh the
 *     same
 */
public record HeadSettings(
        int epochs, int batchSize, float learningRate, float dropout, long seed, boolean balanceClasses) {
    public HeadSettings {
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(batchSize >= 1, "batch-size", batchSize, "at least 1");
        require(learningRate > 0 && learningRate <= 1, "learning-rate", learningRate, "over 0 and at most 1");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }

    /** 20 epochs in batches of 32 with Adam at 1e-3 and a dropout of 0.5. */
    public static HeadSettings defaults() {
        return new HeadSettings(20, 32, 1e-3f, 0.5f, 1, false);
    }

    private static void require(boolean right, String name, Number value, String range) {
        if (!right) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }
}
