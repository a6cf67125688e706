package io.sightline.learning;

import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.run.RunControl;

/** Is told how learning goes on, on the learner's threads; what it throws is not caught. */
public interface LearnerListener {

    /** A listener that does not care. */
    static LearnerListener none() {
        return new LearnerListener() {};
    }

    /** Whether this instance leads from now on. */
    default void leads(boolean leading) {}

    /** The examples have changed; only the leader knows them. */
    default void examples(ExampleSet set, Agreement agreement) {}

    /** Why no run starts yet; when it changes. */
    default void waiting(String reason) {}

    /** A run begins. */
    default void started(RunPlan plan) {}

    /** A run goes on; often. */
    default void progress(RunPlan plan, RunControl.Phase phase, int done, int total) {}

    /** A run has come to an end that is in the audit trail. */
    default void ended(RunPlan plan, RunResult result) {}

    /** A run was given up here; who leads next does it again. */
    default void givenUp(RunPlan plan) {}
}
