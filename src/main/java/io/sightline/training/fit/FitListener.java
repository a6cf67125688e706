package io.sightline.training.fit;

/** Is told how a fit goes on, on the thread that trains. */
public interface FitListener {

    /** A listener that does not care. */
    static FitListener none() {
        return new FitListener() {};
    }

    /** So many batches of the present epoch are done. */
    default void stepDone(int batches) {}

    /** An epoch is done. */
    default void epochDone(EpochResult result, FitState state) {}

    /**
     * Called before each step.
     *
     * @throws TrainingStoppedException to end the fit here
     */
    default void checkStop() {}
}
