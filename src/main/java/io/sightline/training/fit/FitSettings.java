package io.sightline.training.fit;

import io.sightline.training.schedule.ScheduleSpec;

/**
 * How the variables of one phase are fitted.
 *
 * @param epochs passes over the training pictures at most, at least 1
 * @param batchSize pictures in a step
 * @param learningRate of Adam, the highest of the schedule
 * @param schedule of the learning rate
 * @param earlyStopping epochs without a lower validation loss after which the phase ends, or 0 to go
 *     through all epochs
 * @param optimizer what is done to weights and gradients besides
 * @param dropout share of the features left out at random in each step, 0 to below 1
 * @param seed of everything random
 * @param balanceClasses whether pictures of rare classes weigh more, so that all classes weigh the same
 */
public record FitSettings(
        int epochs,
        int batchSize,
        float learningRate,
        ScheduleSpec schedule,
        int earlyStopping,
        OptimizerSettings optimizer,
        float dropout,
        long seed,
        boolean balanceClasses) {
    public FitSettings {
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(batchSize >= 1, "batch-size", batchSize, "at least 1");
        require(learningRate > 0 && learningRate <= 1, "learning-rate", learningRate, "over 0 and at most 1");
        require(earlyStopping >= 0, "early-stopping", earlyStopping, "at least 0");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }

    /** 20 epochs in batches of 32 with Adam at a constant 1e-3 and a dropout of 0.5. */
    public static FitSettings defaults() {
        return new FitSettings(20, 32, 1e-3f, ScheduleSpec.CONSTANT, 0, OptimizerSettings.PLAIN, 0.5f, 1, false);
    }

    /** The same with other epochs, learning rate and seed. */
    public FitSettings with(int newEpochs, float newLearningRate, long newSeed) {
        return new FitSettings(
                newEpochs,
                batchSize,
                newLearningRate,
                schedule,
                earlyStopping,
                optimizer,
                dropout,
                newSeed,
                balanceClasses);
    }

    /** The same with another schedule. */
    public FitSettings with(ScheduleSpec newSchedule) {
        return new FitSettings(
                epochs, batchSize, learningRate, newSchedule, earlyStopping, optimizer, dropout, seed, balanceClasses);
    }

    private static void require(boolean right, String name, Number value, String range) {
        if (!right) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }
}
