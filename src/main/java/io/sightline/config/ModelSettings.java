package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of models, and of what is kept to learn from; they belong to the table of {@link Settings}. */
final class ModelSettings {
    private ModelSettings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        Settings.MODEL_DIR,
                        Type.STRING,
                        "",
                        Importance.HIGH,
                        "The model to begin with: a bundle folder, or a folder of numbered versions of which the highest is"
                                + " taken. It is put into the registry if that has no champion yet; afterwards the registry"
                                + " decides. Without the registry, the model to serve.")
                .define(
                        Settings.MODEL_NAME,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Name of the model whose champion is served. Empty: that of model.dir, else the only one in the"
                                + " registry.")
                .define(
                        Settings.MODEL_REGISTRY,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether instances serve the champion of the registry (topics models and model-events) and change to"
                                + " a new one while they run; if not, each serves its model.dir until it is stopped.")
                .define(
                        Settings.ENGINE_PRECISION,
                        Type.STRING,
                        "float32",
                        in("float32", "bfloat16", "auto"),
                        Importance.MEDIUM,
                        "Numbers the model computes with. bfloat16 is faster on processors that have it and changes"
                                + " probabilities a little, and now and then a label. auto takes it only where it is at"
                                + " least a tenth faster on this machine and the model's precision.json shows, on 100 pictures"
                                + " or more that it was not trained on, that at least 99.5 % keep their label and accuracy falls by 0.2"
                                + " points at most.")
                .define(
                        Settings.BATCH_MAX_SIZE,
                        Type.INT,
                        16,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Most images in one run of the model.")
                .define(
                        Settings.BATCH_LINGER_MS,
                        Type.LONG,
                        5L,
                        ConfigDef.Range.between(0, 60_000),
                        Importance.MEDIUM,
                        "How long an image waits for others, unless as many wait as are in a full batch. Then each thread that is"
                                + " free takes its share of those that wait.")
                .define(
                        Settings.BATCH_THREADS,
                        Type.INT,
                        0,
                        atLeast(0),
                        Importance.MEDIUM,
                        "Batches the model runs at a time; 0 takes one for each processor, at most 4. With one for each"
                                + " processor each is computed by a single thread: most gets done, while a lone picture takes"
                                + " longer than with fewer. Each takes memory of its own for what lies between the model's"
                                + " layers.")
                .define(
                        Settings.BATCH_TUNE,
                        Type.STRING,
                        "auto",
                        in("auto", "off"),
                        Importance.LOW,
                        "auto: at the start the model is tried for about four seconds, in batches of as many sizes"
                                + " up to batch.max.size as there is time for, and serves in the smallest that are about as fast"
                                + " as the fastest, what a batch costs besides the model included."
                                + " off: in batches of batch.max.size.")
                .define(
                        Settings.PREDICTION_TOP_K,
                        Type.INT,
                        5,
                        atLeast(1),
                        Importance.LOW,
                        "Classes listed in a prediction, the most probable first.")
                .define(
                        Settings.FEEDBACK_WAIT_MS,
                        Type.LONG,
                        600_000L,
                        atLeast(0),
                        Importance.MEDIUM,
                        "How long feedback waits for the prediction of its id; past it the feedback becomes a dead letter"
                                + " (unknown-id).")
                .define(
                        Settings.FEEDBACK_PREDICTION_RETENTION_MS,
                        Type.LONG,
                        7L * 24 * 3600 * 1000,
                        atLeast(60_000),
                        Importance.MEDIUM,
                        "How long a prediction is remembered for feedback on its id; older ones need feedback with a uri."
                                + " Takes disk under state.dir: about 100 bytes a prediction.")
                .define(
                        Settings.EXAMPLE_SIDE,
                        Type.INT,
                        256,
                        ConfigDef.Range.between(32, 1024),
                        Importance.LOW,
                        "Shorter side, in pixels, of the pictures that are kept to learn from; not under the model's input"
                                + " size. Smaller pictures keep their size.")
                .define(
                        Settings.EXAMPLE_THREADS,
                        Type.INT,
                        2,
                        atLeast(1),
                        Importance.LOW,
                        "Labelled pictures fetched and kept at a time by this instance.")
                .define(
                        Settings.MODELS_KEEP,
                        Type.INT,
                        10,
                        atLeast(2),
                        Importance.MEDIUM,
                        "Newest versions of each model that the registry keeps. Older ones are deleted when a version is"
                                + " published, but never the champion and the champion before it.")
                .define(
                        Settings.MODELS_TRANSACTION_TIMEOUT_MS,
                        Type.INT,
                        600_000,
                        atLeast(10_000),
                        Importance.LOW,
                        "Longest time that publishing a model may take. Must not exceed the brokers'"
                                + " transaction.max.timeout.ms (Kafka's default is 15 minutes).");
    }
}
