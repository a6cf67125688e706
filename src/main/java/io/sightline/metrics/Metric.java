package io.sightline.metrics;

import java.util.List;

/**
 * Every metric of Sightline: the code, docs/metrics.md and the dashboards use the names of this list.
 * The JVM's own metrics ({@code jvm_*}, {@code process_*}) and those of {@link KafkaMetric} come beside them.
 */
public enum Metric {
    READY(
            "sightline_ready",
            Type.GAUGE,
            "",
            "1 while this instance does its share of the work, else 0; what GET /health/ready says."),
    NATIVE_OBJECTS(
            "sightline_native_objects",
            Type.GAUGE,
            "objects",
            "Tensors, graphs and sessions of TensorFlow's, and other things outside the heap, that are open."
                    + " More while images are in flight or a model is loading; if what is left in between grows,"
                    + " something is not closed."),
    BUILD_INFO(
            "sightline_build_info",
            Type.GAUGE,
            "",
            "Always 1; Sightline's version and the JVM's are in the labels.",
            "version",
            "java"),
    IMAGES(
            "sightline_images_total",
            Type.COUNTER,
            "images",
            "Images that have left the service, by outcome: predicted or dead_letter.",
            "outcome"),
    DEAD_LETTERS(
            "sightline_dead_letters_total",
            Type.COUNTER,
            "records",
            "Images that could not be classified and feedback that could not be used, by the reason on their dead"
                    + " letter.",
            "reason"),
    FEEDBACK(
            "sightline_feedback_total",
            Type.COUNTER,
            "events",
            "Feedback events that were used, by outcome: example (labelled picture kept), retracted or dead_letter.",
            "outcome"),
    IMAGES_IN_FLIGHT(
            "sightline_images_in_flight", Type.GAUGE, "images", "Images being fetched, decoded or classified now."),
    BACKLOG(
            "sightline_backlog_seconds",
            Type.GAUGE,
            "seconds",
            "How far behind classifying is: age, by its Kafka timestamp, of the oldest image that this instance has read"
                    + " and not yet forwarded; 0 without any. What waits behind it in Kafka is younger."),
    LAST_PREDICTION(
            "sightline_last_prediction_timestamp_seconds",
            Type.GAUGE,
            "seconds",
            "When this instance last forwarded a prediction, in seconds since 1970; 0 before the first."),
    IMAGE_STAGE(
            "sightline_image_stage_seconds",
            Type.HISTOGRAM,
            "seconds",
            "Time one image spends in a stage: fetch, decode, queue (waiting to be decoded and for a batch),"
                    + " inference (of the whole batch), emit (waiting to be forwarded).",
            "stage"),
    IMAGE_LATENCY(
            "sightline_image_latency_seconds",
            Type.HISTOGRAM,
            "seconds",
            "Time from an image's capture to its prediction."),
    BATCH_SIZE("sightline_batch_size", Type.HISTOGRAM, "images", "Images in one run of the model."),
    BATCHES(
            "sightline_batches_total",
            Type.COUNTER,
            "batches",
            "Runs of the model, by what closed the batch: full (as many images waited as are in a full one) or linger (the first had lingered).",
            "closed_by"),
    MODEL_INFO(
            "sightline_model_info",
            Type.GAUGE,
            "",
            "Always 1; the model being served is in the labels.",
            "model",
            "version"),
    MODEL_SWAPS(
            "sightline_model_swap_total",
            Type.COUNTER,
            "swaps",
            "How often a new model took the place of the one served."),
    MODEL_UPDATE_FAILURES(
            "sightline_model_update_failures_total",
            Type.COUNTER,
            "attempts",
            "Attempts to serve the registry's champion that failed; the model before it went on serving."),
    MODEL_LOAD(
            "sightline_model_load_seconds",
            Type.GAUGE,
            "seconds",
            "Time it took to load and warm up the model.",
            "model",
            "version"),
    PREDICTION_PROBABILITY(
            "sightline_prediction_probability",
            Type.HISTOGRAM,
            "share",
            "Probability of the label that was predicted."),
    PREDICTION_DRIFT(
            "sightline_prediction_drift",
            Type.GAUGE,
            "",
            "How far the last 500 predictions of the model served are from its first 500 on this instance, as population"
                    + " stability index; of their labels or of their probabilities. NaN before there are 1000. Up to"
                    + " 0.1 little, over 0.25 much.",
            "of"),
    EXAMPLES(
            "sightline_examples",
            Type.GAUGE,
            "pictures",
            "Distinct pictures to learn from, by label and split (train, validation, test). Of the instance that"
                    + " leads the learning.",
            "label",
            "split"),
    LEARNER_UP(
            "sightline_learner_up",
            Type.GAUGE,
            "",
            "1 while the learning thread of this instance is alive, else 0; only on instances that learn."),
    LEARNER_LEADING(
            "sightline_learner_leading",
            Type.GAUGE,
            "",
            "1 while this instance leads the learning, else 0. One instance of a service does."),
    EXAMPLE_CONFLICTS(
            "sightline_example_conflicts",
            Type.GAUGE,
            "pictures",
            "Pictures that were given two labels or more, of which the last counts. Of the instance that leads."),
    TRAINING_RUNS(
            "sightline_training_runs_total",
            Type.COUNTER,
            "runs",
            "Training runs that ended on this instance, by result: promoted, refused or failed.",
            "result"),
    TRAINING_SECONDS(
            "sightline_training_seconds", Type.HISTOGRAM, "seconds", "Time that a training run took from its start."),
    TRAINING_RUNNING("sightline_training_running", Type.GAUGE, "runs", "Training runs under way on this instance."),
    MODEL_ACCURACY(
            "sightline_model_accuracy",
            Type.GAUGE,
            "share",
            "Accuracy on the held-out pictures of the last run's comparison, by who was compared (champion or"
                    + " challenger) and split.",
            "role",
            "split"),
    FEEDBACK_AGREEMENT(
            "sightline_feedback_agreement",
            Type.GAUGE,
            "share",
            "Share of the champion's last labelled predictions that reviewers agreed with; NaN without any. Of the"
                    + " instance that leads."),
    FEEDBACK_JUDGED(
            "sightline_feedback_judged_predictions",
            Type.GAUGE,
            "predictions",
            "Labelled predictions of the champion that sightline_feedback_agreement is over. Of the instance that"
                    + " leads.");

    /** Kinds of metric, as Prometheus names them. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final String metricName;
    private final Type type;
    private final String unit;
    private final String help;
    private final List<String> labels;

    Metric(String metricName, Type type, String unit, String help, String... labels) {
        this.metricName = metricName;
        this.type = type;
        this.unit = unit;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** As it is exposed, for example {@code sightline_images_total}. */
    public String metricName() {
        return metricName;
    }

    public Type type() {
        return type;
    }

    /** What is counted or measured; empty where there is no unit. */
    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    /** Names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }
}
