package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of learning from feedback: their part of the table in {@link Settings}. */
public final class LearningSettings {
    public static final String STRATEGY = "learn.strategy";
    public static final String TRIGGER_EXAMPLES = "learn.trigger.examples";
    public static final String TRIGGER_CLASS_EXAMPLES = "learn.trigger.class.examples";
    public static final String NEW_CLASS_EXAMPLES = "learn.new.class.examples";
    public static final String COOL_DOWN_MS = "learn.cool.down.ms";
    public static final String INTERVAL_MS = "learn.interval.ms";
    public static final String TRIGGER_AGREEMENT = "learn.trigger.agreement";
    public static final String TRIGGER_AGREEMENT_WINDOW = "learn.trigger.agreement.window";
    public static final String GATE_ALPHA = "learn.gate.alpha";
    public static final String GATE_MAX_CLASS_DROP = "learn.gate.max.class.drop";
    public static final String THREADS = "learn.threads";
    public static final String LIMIT_MS = "learn.limit.ms";
    public static final String BASE_DATA = "learn.base.data";
    public static final String WEIGHTS = "learn.weights";

    private LearningSettings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        STRATEGY,
                        Type.STRING,
                        "feature-extraction",
                        in("feature-extraction", "fine-tuning"),
                        Importance.MEDIUM,
                        "How a run learns. feature-extraction: a new head on the champion's backbone. fine-tuning: the upper"
                                + " layers of the backbone too, from its pretrained weights; needs learn.base.data. On all"
                                + " processors, but on one where the instance classifies, too, with a batch for each"
                                + " (batch.threads).")
                .define(
                        BASE_DATA,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "For fine-tuning: the folder of pictures that the champion was trained on, a folder for each"
                                + " class, on every instance that learns.")
                .define(
                        WEIGHTS,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "For fine-tuning: the backbone's pretrained weights, as train has them: imagenet, starter or a"
                                + " file. Empty: imagenet if it can be had, else starter.")
                .define(
                        TRIGGER_EXAMPLES,
                        Type.INT,
                        100,
                        atLeast(1),
                        Importance.HIGH,
                        "New labelled pictures after which a training run starts.")
                .define(
                        TRIGGER_CLASS_EXAMPLES,
                        Type.INT,
                        10,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Pictures that every class must have, those of the base data included, before a run starts.")
                .define(
                        NEW_CLASS_EXAMPLES,
                        Type.INT,
                        50,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Labelled pictures from which on a label that the model does not know becomes a class of it.")
                .define(
                        COOL_DOWN_MS,
                        Type.LONG,
                        600_000L,
                        atLeast(0),
                        Importance.MEDIUM,
                        "Least time between the end of a run and the start of the next, unless one is asked for by hand.")
                .define(
                        INTERVAL_MS,
                        Type.LONG,
                        -1L,
                        atLeast(-1),
                        Importance.LOW,
                        "Time after the last run at which one starts with fewer new examples too, if there is at least"
                                + " one; -1 turns that off.")
                .define(
                        TRIGGER_AGREEMENT,
                        Type.DOUBLE,
                        0.0,
                        between(0, 1),
                        Importance.LOW,
                        "Share of the last labelled predictions of the champion that must have been right; below it a"
                                + " run starts with fewer new examples too. 0 turns that off.")
                .define(
                        TRIGGER_AGREEMENT_WINDOW,
                        Type.INT,
                        100,
                        atLeast(1),
                        Importance.LOW,
                        "Labelled predictions over which that share, and the metric of it, is taken.")
                .define(
                        GATE_ALPHA,
                        Type.DOUBLE,
                        0.05,
                        between(0, 1),
                        Importance.MEDIUM,
                        "Largest chance of taking a model that is no better for better. A run's model is promoted only"
                                + " if the p value of its comparison with the champion is not above it.")
                .define(
                        GATE_MAX_CLASS_DROP,
                        Type.DOUBLE,
                        0.02,
                        between(0, 1),
                        Importance.MEDIUM,
                        "How far the recall of a class may fall in a model that is promoted, as a share.")
                .define(
                        THREADS,
                        Type.INT,
                        1,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Threads that a run computes features with, beside the service's own work; one where the"
                                + " instance classifies, too, with a batch for each processor (batch.threads).")
                .define(
                        LIMIT_MS,
                        Type.LONG,
                        1_800_000L,
                        atLeast(1_000),
                        Importance.MEDIUM,
                        "Longest time for one run; past it the run has failed and the service goes on.");
    }
}
