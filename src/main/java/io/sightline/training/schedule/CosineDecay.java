package io.sightline.training.schedule;

/**
 * Keras' {@code CosineDecay}: rises evenly to a peak, then falls along half a cosine (Loshchilov and
 * Hutter, "SGDR", 2017, without restarts) and stays there.
 *
 * <p>Keras' {@code initial_learning_rate} is {@code target / warmUpSteps} here: a rise from 0 would
 * waste the first step.
 *
 * @param target the highest rate: Keras' {@code warmup_target}, or {@code initial_learning_rate}
 *     without a warm-up
 * @param warmUpSteps of the rise, 0 for none: Keras' {@code warmup_steps}
 * @param decaySteps of the fall, which come after those of the rise: Keras' {@code decay_steps}
 * @param alpha the last rate as a share of the highest, 0 to 1
 */
record CosineDecay(float target, long warmUpSteps, long decaySteps, double alpha) implements LearningRateSchedule {
    CosineDecay {
        Rates.requirePositive(target);
        Rates.require(warmUpSteps >= 0, "warm-up steps", warmUpSteps, "at least 0");
        Rates.require(decaySteps >= 1, "decay steps", decaySteps, "at least 1");
        Rates.require(alpha >= 0 && alpha <= 1, "alpha", alpha, "between 0 and 1");
    }

    @Override
    public float at(long step) {
        if (step < warmUpSteps) {
            double initial = (double) target / warmUpSteps;
            return (float) (initial + (target - initial) * step / warmUpSteps);
        }
        double done = (double) Math.min(step - warmUpSteps, decaySteps) / decaySteps;
        return (float) (target * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * done)) + alpha));
    }
}
