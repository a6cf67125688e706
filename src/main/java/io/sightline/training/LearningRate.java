package io.sightline.training;

/** The learning rate as training goes on. */
@FunctionalInterface
public interface LearningRate {

    /**
     * The rate for a step.
     *
     * @param step from 0
     */
    float at(int step);

    /** The same rate throughout. */
    static LearningRate constant(float rate) {
        return step -> rate;
    }

    /**
     * Rises evenly over the first steps, then falls along half a cosine to 0 at the last: Loshchilov
     * and Hutter, "SGDR" (2017), without restarts.
     */
    static LearningRate cosine(float peak, int warmUpSteps, int steps) {
        return step -> {
            if (step < warmUpSteps) {
                return peak * (step + 1) / warmUpSteps;
            }
            double done = Math.min(1, (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
            return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * done)));
        };
    }
}
