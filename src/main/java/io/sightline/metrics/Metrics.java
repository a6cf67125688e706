package io.sightline.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * The metrics of one running instance. Counters with a known set of labels start at zero, so that the
 * first event already shows as a rise.
 *
 * <p>Threading notes: any number of threads.
 */
public final class Metrics {
    private static final double[] STAGE_SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15
    };
    private static final double[] LATENCY_SECONDS = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 300, 3600
    };
    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

    private final Counter images;
    private final Counter deadLetters;
    private final Counter feedback;
    private final Gauge imagesInFlight;
    private final Histogram imageStage;
    private final Histogram imageLatency;
    private final Histogram batchSize;
    private final Counter batches;
    private final Gauge modelInfo;
    private final Gauge modelLoad;
    private final Counter modelSwaps;
    private final Counter modelUpdateFailures;

    /** How an image left the service. */
    public enum Outcome {
        PREDICTED,
        DEAD_LETTER
    }

    /** What became of a feedback event. */
    public enum FeedbackOutcome {
        EXAMPLE,
        RETRACTED,
        DEAD_LETTER
    }

    /** The stages of an image, in their order. */
    public enum Stage {
        FETCH,
        DECODE,
        QUEUE,
        INFERENCE,
        EMIT
    }

    /** Why a batch was run when it was. */
    public enum ClosedBy {
        FULL,
        LINGER
    }

    private final LearningMetrics learning;
    private final PredictionMetrics predictions;
    private final InstanceMetrics instance;

    /** Registers every metric of {@link Metric} with the registry. */
    public Metrics(PrometheusRegistry registry) {
        images = Collectors.counter(Metric.IMAGES, registry);
        deadLetters = Collectors.counter(Metric.DEAD_LETTERS, registry);
        feedback = Collectors.counter(Metric.FEEDBACK, registry);
        imagesInFlight = Collectors.gauge(Metric.IMAGES_IN_FLIGHT, registry);
        imageStage = Collectors.histogram(Metric.IMAGE_STAGE, registry, STAGE_SECONDS);
        imageLatency = Collectors.histogram(Metric.IMAGE_LATENCY, registry, LATENCY_SECONDS);
        batchSize = Collectors.histogram(Metric.BATCH_SIZE, registry, BATCH_SIZES);
        batches = Collectors.counter(Metric.BATCHES, registry);
        modelInfo = Collectors.gauge(Metric.MODEL_INFO, registry);
        modelLoad = Collectors.gauge(Metric.MODEL_LOAD, registry);
        learning = new LearningMetrics(registry);
        predictions = new PredictionMetrics(registry);
        instance = new InstanceMetrics(registry);
        modelSwaps = Collectors.counter(Metric.MODEL_SWAPS, registry);
        modelUpdateFailures = Collectors.counter(Metric.MODEL_UPDATE_FAILURES, registry);
        for (Outcome outcome : Outcome.values()) {
            images.initLabelValues(label(outcome));
        }
        for (FeedbackOutcome outcome : FeedbackOutcome.values()) {
            feedback.initLabelValues(label(outcome));
        }
        for (Stage stage : Stage.values()) {
            imageStage.initLabelValues(label(stage));
        }
        for (ClosedBy reason : ClosedBy.values()) {
            batches.initLabelValues(label(reason));
        }
    }

    /** Lets the dead-letter counters of these reasons start at zero. */
    public void declareDeadLetterReasons(Collection<String> reasons) {
        reasons.forEach(deadLetters::initLabelValues);
    }

    /** Counts a prediction. */
    public void predicted() {
        images.labelValues(label(Outcome.PREDICTED)).inc();
    }

    /**
     * Counts a dead letter.
     *
     * @param reason the code on the dead letter
     */
    public void deadLetter(String reason) {
        deadLetter(reason, Labels.EMPTY);
    }

    /**
     * The same of an image that belongs to a trace.
     *
     * @param trace as {@link TraceParent} reads it; becomes the counter's exemplar
     */
    public void deadLetter(String reason, Labels trace) {
        images.labelValues(label(Outcome.DEAD_LETTER)).inc();
        if (trace.isEmpty()) {
            deadLetters.labelValues(reason).inc();
        } else {
            deadLetters.labelValues(reason).incWithExemplar(trace);
        }
    }

    /** Counts a feedback event that led to an example, or took one back. */
    public void feedback(FeedbackOutcome outcome) {
        feedback.labelValues(label(outcome)).inc();
    }

    /**
     * Counts a feedback event that became a dead letter.
     *
     * @param reason the code on the dead letter
     */
    public void feedbackDeadLetter(String reason) {
        feedback.labelValues(label(FeedbackOutcome.DEAD_LETTER)).inc();
        deadLetters.labelValues(reason).inc();
    }

    /** Says how many images have come in (positive) or left (negative). */
    public void imagesInFlightChanged(int difference) {
        imagesInFlight.inc(difference);
    }

    /** Images in flight now. */
    public double imagesInFlight() {
        return imagesInFlight.get();
    }

    /** Images that have left so far, in whatever way. */
    public double imagesFinished() {
        return Arrays.stream(Outcome.values())
                .mapToDouble(outcome -> images.labelValues(label(outcome)).get())
                .sum();
    }

    /** Records the time one image spent in a stage. */
    public void stage(Stage stage, double seconds) {
        stage(stage, seconds, Labels.EMPTY);
    }

    /**
     * The same of an image that belongs to a trace.
     *
     * @param trace as {@link TraceParent} reads it; becomes the bucket's exemplar
     */
    public void stage(Stage stage, double seconds, Labels trace) {
        observe(imageStage.labelValues(label(stage)), seconds, trace);
    }

    /** Records the time from an image's capture to its prediction; a clock ahead of ours counts as 0. */
    public void latency(double seconds) {
        latency(seconds, Labels.EMPTY);
    }

    /**
     * The same of an image that belongs to a trace.
     *
     * @param trace as {@link TraceParent} reads it; becomes the bucket's exemplar
     */
    public void latency(double seconds, Labels trace) {
        observe(imageLatency, Math.max(0, seconds), trace);
    }

    /**
     * Records one run of the model.
     *
     * @param size images in it
     */
    public void batch(int size, ClosedBy closedBy) {
        batchSize.observe(size);
        batches.labelValues(label(closedBy)).inc();
    }

    /** Says which model is served from now on, in place of any other, and how long it took to get ready. */
    public void model(String name, String version, double loadSeconds) {
        modelInfo.clear();
        modelLoad.clear();
        modelInfo.labelValues(name, version).set(1);
        modelLoad.labelValues(name, version).set(loadSeconds);
        predictions.serving(name, version);
    }

    /** Those of what is predicted. */
    public PredictionMetrics predictions() {
        return predictions;
    }

    /** Those of the instance as a whole. */
    public InstanceMetrics instance() {
        return instance;
    }

    /** Those of learning from feedback. */
    public LearningMetrics learning() {
        return learning;
    }

    /** Counts a new model that took the place of another. */
    public void modelSwapped() {
        modelSwaps.inc();
    }

    /** Counts a new model that could not be had. */
    public void modelUpdateFailed() {
        modelUpdateFailures.inc();
    }

    private static void observe(DistributionDataPoint point, double value, Labels trace) {
        if (trace.isEmpty()) {
            point.observe(value);
        } else {
            point.observeWithExemplar(value, trace);
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
