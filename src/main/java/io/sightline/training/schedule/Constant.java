package io.sightline.training.schedule;

/**
 * The same rate throughout.
 *
 * @param rate over 0
 */
record Constant(float rate) implements LearningRateSchedule {
    Constant {
        Rates.requirePositive(rate);
    }

    @Override
    public float at(long step) {
        return rate;
    }
}
