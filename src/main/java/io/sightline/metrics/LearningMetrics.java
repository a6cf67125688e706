package io.sightline.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of learning from feedback, a part of {@link Metrics}.
 *
 * <p>Threading notes: any number of threads.
 */
public final class LearningMetrics {
    private static final double[] RUN_SECONDS = {1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600};
    private static final List<String> RESULTS = List.of("promoted", "refused", "failed");

    private final Gauge examples;
    private final Gauge conflicts;
    private final Counter runs;
    private final Histogram seconds;
    private final Gauge running;
    private final Gauge accuracy;
    private final Gauge agreement;
    private final Gauge judged;
    private final Gauge leading;
    private volatile @Nullable BooleanSupplier alive;

    LearningMetrics(PrometheusRegistry registry) {
        examples = Collectors.gauge(Metric.EXAMPLES, registry);
        conflicts = Collectors.gauge(Metric.EXAMPLE_CONFLICTS, registry);
        runs = Collectors.counter(Metric.TRAINING_RUNS, registry);
        seconds = Collectors.histogram(Metric.TRAINING_SECONDS, registry, RUN_SECONDS);
        running = Collectors.gauge(Metric.TRAINING_RUNNING, registry);
        accuracy = Collectors.gauge(Metric.MODEL_ACCURACY, registry);
        agreement = Collectors.gauge(Metric.FEEDBACK_AGREEMENT, registry);
        judged = Collectors.gauge(Metric.FEEDBACK_JUDGED, registry);
        leading = Collectors.gauge(Metric.LEARNER_LEADING, registry);
        Collectors.gauge(Metric.LEARNER_UP, registry, value -> {
            BooleanSupplier learner = alive;
            if (learner != null) {
                value.call(learner.getAsBoolean() ? 1 : 0);
            }
        });
        RESULTS.forEach(runs::initLabelValues);
        agreement.set(Double.NaN);
    }

    /** Says how to find out whether the learning thread is alive, on an instance that has one. */
    public void learner(BooleanSupplier isAlive) {
        alive = isAlive;
    }

    /** Says whether this instance leads the learning. */
    public void leading(boolean leads) {
        leading.set(leads ? 1 : 0);
    }

    /** Forgets the examples: they are counted anew, or by another instance. */
    public void clearExamples() {
        examples.clear();
        conflicts.set(0);
    }

    /** Counts one picture to learn from. */
    public void example(String label, String split) {
        examples.labelValues(label, split).inc();
    }

    /** Says how many pictures have two labels or more. */
    public void conflicts(int count) {
        conflicts.set(count);
    }

    /**
     * Says how the champion did on its last labelled predictions.
     *
     * @param share of them that reviewers agreed with; NaN without any
     * @param count how many they are
     */
    public void agreement(double share, int count) {
        agreement.set(share);
        judged.set(count);
    }

    /** Says whether a run is under way. */
    public void running(boolean isRunning) {
        running.set(isRunning ? 1 : 0);
    }

    /**
     * Counts a run that ended.
     *
     * @param result promoted, refused or failed
     */
    public void ended(String result, double runSeconds) {
        runs.labelValues(result).inc();
        seconds.observe(runSeconds);
    }

    /** Says how the two did that a run compared, on the test pictures. */
    public void compared(double champion, double challenger) {
        accuracy.labelValues("champion", "test").set(champion);
        accuracy.labelValues("challenger", "test").set(challenger);
    }
}
