package io.sightline.training.schedule;

/**
 * Keras' {@code ExponentialDecay}: {@code initial · decayRate ^ (step / decaySteps)}.
 *
 * @param initial the first rate
 * @param decayRate what the rate is multiplied with every {@code decaySteps} steps, over 0 to 1
 * @param decaySteps at least 1
 * @param staircase whether the rate falls once in {@code decaySteps} steps, not a little in each
 */
record ExponentialDecay(float initial, double decayRate, long decaySteps, boolean staircase)
        implements LearningRateSchedule {
    ExponentialDecay {
        Rates.requirePositive(initial);
        Rates.require(decayRate > 0 && decayRate <= 1, "decay rate", decayRate, "over 0 and at most 1");
        Rates.require(decaySteps >= 1, "decay steps", decaySteps, "at least 1");
    }

    @Override
    public float at(long step) {
        double exponent = (double) step / decaySteps;
        return (float) (initial * Math.pow(decayRate, staircase ? Math.floor(exponent) : exponent));
    }
}
