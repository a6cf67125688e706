package io.sightline.training.schedule;

/**
 * The learning rate as training goes on. A schedule is for one run of steps; each phase of a training
 * has its own.
 *
 * <p>The same calls in the same order give the same rates. So a training that is resumed makes its
 * schedule anew, tells it the losses of the epochs that are done ({@link #epochDone}, from the first),
 * and goes on with the next step.
 *
 * <p>Threading notes: for the thread that trains.
 */
public sealed interface LearningRateSchedule permits Constant, CosineDecay, ExponentialDecay, ReduceOnPlateau {

    /**
     * The rate for a step.
     *
     * @param step from 0, through all epochs
     */
    float at(long step);

    /**
     * Is told how an epoch ended, after its last step.
     *
     * @param validationLoss on the validation pictures; that of training where there are none
     */
    default void epochDone(double validationLoss) {}

    /** The same rate throughout. */
    static LearningRateSchedule constant(float rate) {
        return new Constant(rate);
    }

    /**
     * Rises evenly to a peak, then falls along half a cosine to 0 at the last step. The first step
     * already learns: the rise begins one step above 0.
     *
     * @param peak the highest rate
     * @param warmUpSteps of the rise, 0 or more
     * @param steps in all
     */
    static LearningRateSchedule cosine(float peak, long warmUpSteps, long steps) {
        return new CosineDecay(peak, warmUpSteps, Math.max(1, steps - warmUpSteps), 0);
    }
}
