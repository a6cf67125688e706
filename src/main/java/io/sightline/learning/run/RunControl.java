package io.sightline.learning.run;

import java.util.Locale;

/** How a run is watched and stopped. Called on the run's own thread. */
public interface RunControl {

    /** Never stops a run, and does not care how it goes. */
    static RunControl none() {
        return new RunControl() {};
    }

    /** What a run does, in this order. */
    enum Phase {
        EXAMPLES,
        FEATURES,
        TRAINING,
        GATE;

        /** As events have it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * So much of a phase is done; often.
     *
     * @param done of {@code total}
     */
    default void progress(Phase phase, int done, int total) {}

    /**
     * Called often.
     *
     * @throws RunStoppedException if the run must end here
     */
    default void check() {}
}
