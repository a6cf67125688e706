package io.sightline.training.schedule;

/**
 * Keras' {@code ReduceLROnPlateau}: lowers the rate when the validation loss has not fallen for some
 * epochs. It knows only what {@link #epochDone} told it, so the step does not matter.
 */
final class ReduceOnPlateau implements LearningRateSchedule {
    private final Settings settings;
    private float rate;
    private double best = Double.POSITIVE_INFINITY;
    private int epochsWithoutGain;
    private int coolingDown;

    /**
     * How it reacts.
     *
     * @param factor what the rate is multiplied with, over 0 and below 1
     * @param patience epochs without a gain before the rate falls, at least 1
     * @param minDelta how much lower a loss must be to count as a gain, at least 0
     * @param cooldown epochs after a fall in which none is counted, at least 0
     * @param minRate no lower than this, at least 0
     */
    record Settings(double factor, int patience, double minDelta, int cooldown, float minRate) {
        Settings {
            Rates.require(factor > 0 && factor < 1, "factor", factor, "over 0 and below 1");
            Rates.require(patience >= 1, "patience", patience, "at least 1");
            Rates.require(minDelta >= 0, "min-delta", minDelta, "at least 0");
            Rates.require(cooldown >= 0, "cooldown", cooldown, "at least 0");
            Rates.require(minRate >= 0, "min", minRate, "at least 0");
        }
    }

    /** Begins with a rate over 0. */
    ReduceOnPlateau(float initial, Settings settings) {
        Rates.requirePositive(initial);
        this.rate = initial;
        this.settings = settings;
    }

    @Override
    public float at(long step) {
        return rate;
    }

    @Override
    public void epochDone(double validationLoss) {
        if (coolingDown > 0) {
            coolingDown--;
            epochsWithoutGain = 0;
        }
        // a loss that is no number is no gain
        if (validationLoss < best - settings.minDelta()) {
            best = validationLoss;
            epochsWithoutGain = 0;
        } else if (coolingDown == 0 && ++epochsWithoutGain >= settings.patience() && rate > settings.minRate()) {
            rate = Math.max((float) (rate * settings.factor()), settings.minRate());
            coolingDown = settings.cooldown();
            epochsWithoutGain = 0;
        }
    }
}
