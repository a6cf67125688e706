package io.sightline.learning;

import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.run.Challenger;
import io.sightline.metrics.LearningMetrics;
import java.util.Locale;

/** Tells the metrics how learning goes on. */
public final class LearnerMetrics implements LearnerListener {
    private final LearningMetrics metrics;

    public LearnerMetrics(LearningMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void leads(boolean leading) {
        metrics.leading(leading);
        metrics.clearExamples();
        metrics.agreement(Double.NaN, 0);
    }

    @Override
    public void examples(ExampleSet set, Agreement agreement) {
        metrics.clearExamples();
        set.pictures().forEach(picture -> metrics.example(picture.label(), picture.splitName()));
        metrics.conflicts(set.conflicts());
        metrics.agreement(agreement.count() == 0 ? Double.NaN : agreement.share(), agreement.count());
    }

    @Override
    public void started(RunPlan plan) {
        metrics.running(true);
    }

    @Override
    public void ended(RunPlan plan, RunResult result) {
        metrics.running(false);
        metrics.ended(result.type().name().toLowerCase(Locale.ROOT), result.seconds());
        Challenger challenger = result.challenger();
        if (challenger != null) {
            metrics.compared(
                    challenger.verdict().championAccuracy(),
                    challenger.verdict().challengerAccuracy());
        }
    }

    @Override
    public void givenUp(RunPlan plan) {
        metrics.running(false);
    }
}
