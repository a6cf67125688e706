package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Every setting of Sightline: name, type, default, check and help, in one table. A setting is added
 * here and read where it is used; the configuration page is generated from the table.
 */
public final class Settings extends AbstractConfig {
    public static final String APPLICATION_ID = "application.id";
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String STATE_DIR = "state.dir";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String STREAM_THREADS = "stream.threads";
    public static final String INSTANCE_ID = "instance.id";

    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String TOPIC_PARTITIONS = "topic.partitions";
    public static final String TOPIC_REPLICATION_FACTOR = "topic.replication.factor";

    public static final String IN_FLIGHT_MAX = "in.flight.max";
    public static final String IMAGE_DEADLINE_MS = "image.deadline.ms";

    public static final String IMAGE_SCHEMES = "image.schemes";
    public static final String IMAGE_FILE_ROOTS = "image.file.roots";
    public static final String IMAGE_HTTP_HOSTS = "image.http.hosts";
    public static final String IMAGE_HTTP_ALLOW_PRIVATE = "image.http.allow.private";
    public static final String IMAGE_HTTP_MAX_REDIRECTS = "image.http.max.redirects";
    public static final String IMAGE_FETCH_TIMEOUT_MS = "image.fetch.timeout.ms";
    public static final String IMAGE_FETCH_THREADS = "image.fetch.threads";
    public static final String IMAGE_DECODE_THREADS = "image.decode.threads";
    public static final String IMAGE_MAX_BYTES = "image.max.bytes";
    public static final String IMAGE_MAX_PIXELS = "image.max.pixels";

    public static final String ROLES = "roles";

    public static final String MODEL_DIR = "model.dir";
    public static final String MODEL_NAME = "model.name";
    public static final String MODEL_REGISTRY = "model.registry";
    public static final String ENGINE_PRECISION = "engine.precision";
    public static final String BATCH_MAX_SIZE = "batch.max.size";
    public static final String BATCH_LINGER_MS = "batch.linger.ms";
    public static final String BATCH_THREADS = "batch.threads";
    public static final String BATCH_TUNE = "batch.tune";
    public static final String PREDICTION_TOP_K = "prediction.top.k";
    public static final String MODELS_KEEP = "models.keep";
    public static final String MODELS_TRANSACTION_TIMEOUT_MS = "models.transaction.timeout.ms";

    public static final String FEEDBACK_WAIT_MS = "feedback.wait.ms";
    public static final String FEEDBACK_PREDICTION_RETENTION_MS = "feedback.prediction.retention.ms";
    public static final String EXAMPLE_SIDE = "example.side";
    public static final String EXAMPLE_THREADS = "example.threads";

    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";

    /** The transaction timeout of the service unless {@code kafka.producer.transaction.timeout.ms} is set. */
    public static final int DEFAULT_TRANSACTION_TIMEOUT_MS = 30_000;

    /** Settings under this prefix go to the Kafka clients unchanged, without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final ConfigDef TABLE = LearningSettings.addTo(S3Settings.addTo(HttpSettings.addTo(new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    Type.LIST,
                    "127.0.0.1:9092",
                    Checks.ADDRESSES,
                    Importance.HIGH,
                    "Brokers to find the cluster by, host:port separated by commas.")
            .define(
                    APPLICATION_ID,
                    Type.STRING,
                    "sightline",
                    Checks.NAME,
                    Importance.HIGH,
                    "Name of the service in the cluster. The consumer group and the changelog topics start with it;"
                            + " instances with the same name share the work.")
            .define(
                    INSTANCE_ID,
                    Type.STRING,
                    "",
                    Checks.NAME_PART,
                    Importance.MEDIUM,
                    "Name of this instance within the service, different for each (group.instance.id): with it, and its"
                            + " own state.dir, a restarted instance takes its partitions back at once. Empty: dynamic"
                            + " membership.")
            .define(
                    STATE_DIR,
                    Type.STRING,
                    "data/state",
                    Importance.HIGH,
                    "Folder for what an instance keeps between runs; not shared between instances.")
            .define(
                    PROCESSING_GUARANTEE,
                    Type.STRING,
                    "exactly_once_v2",
                    in("exactly_once_v2", "at_least_once"),
                    Importance.HIGH,
                    "exactly_once_v2: each image leads to one prediction or one dead letter, seen by consumers that read"
                            + " committed records. at_least_once: an image may be predicted twice after a failure.")
            .define(
                    STREAM_THREADS,
                    Type.INT,
                    1,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Threads that poll and commit. One is enough for thousands of images a second: fetching, decoding"
                            + " and inference have threads of their own.")
            .define(
                    ROLES,
                    Type.LIST,
                    "classify,learn",
                    Checks.ROLES,
                    Importance.MEDIUM,
                    "What the instance does: classify images, learn from feedback, or both. Instances of one service may"
                            + " have different roles.")
            .define(
                    TOPIC_PREFIX,
                    Type.STRING,
                    "",
                    Checks.NAME_PART,
                    Importance.MEDIUM,
                    "Put before the name of every topic, for example \"line1.\".")
            .define(
                    TOPIC_PARTITIONS,
                    Type.INT,
                    8,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Partitions of the topics that `topics create` makes: the most instances that can share the work.")
            .define(
                    TOPIC_REPLICATION_FACTOR,
                    Type.SHORT,
                    (short) -1,
                    Checks.REPLICATION_FACTOR,
                    Importance.MEDIUM,
                    "Replicas of each partition of the topics that are created; -1 takes the broker's default.")
            .define(
                    IN_FLIGHT_MAX,
                    Type.INT,
                    128,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Images being fetched, decoded or classified at a time by this instance. Should exceed the rate"
                            + " times the slowest usual fetch. Fewer if the model is slow: what it classifies in a"
                            + " third of kafka.producer.transaction.timeout.ms.")
            .define(
                    IMAGE_DEADLINE_MS,
                    Type.LONG,
                    10_000L,
                    atLeast(100),
                    Importance.MEDIUM,
                    "Time for fetching and decoding one image, for sources that hang where no timeout reaches; past it"
                            + " the image becomes a dead letter (deadline-exceeded). Must stay well under"
                            + " kafka.producer.transaction.timeout.ms.")
            .define(
                    IMAGE_SCHEMES,
                    Type.LIST,
                    "file,data,http,https",
                    Checks.SCHEMES,
                    Importance.HIGH,
                    "URI schemes that may be fetched.")
            .define(
                    IMAGE_FILE_ROOTS,
                    Type.LIST,
                    "",
                    Importance.HIGH,
                    "Folders that file: URIs may point into, after links are resolved, separated by commas; a comma in a name is"
                            + " written %2C. Empty: none.")
            .define(
                    IMAGE_HTTP_HOSTS,
                    Type.LIST,
                    "*",
                    Importance.MEDIUM,
                    "Hosts that http: and https: URIs may name: exact names, or *.example.org for a domain; * allows all.")
            .define(
                    IMAGE_HTTP_ALLOW_PRIVATE,
                    Type.BOOLEAN,
                    false,
                    Importance.HIGH,
                    "Whether addresses that are not public (loopback, private, link-local) may be fetched from.")
            .define(
                    IMAGE_HTTP_MAX_REDIRECTS,
                    Type.INT,
                    3,
                    atLeast(0),
                    Importance.LOW,
                    "Redirects followed for one image; each target is checked anew.")
            .define(
                    IMAGE_FETCH_TIMEOUT_MS,
                    Type.LONG,
                    5_000L,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Time for fetching one image, redirects and retries included.")
            .define(
                    IMAGE_FETCH_THREADS,
                    Type.INT,
                    32,
                    atLeast(1),
                    Importance.LOW,
                    "Images fetched at a time by this instance.")
            .define(
                    IMAGE_DECODE_THREADS,
                    Type.INT,
                    0,
                    atLeast(0),
                    Importance.LOW,
                    "Images decoded at a time by this instance; 0 takes one for each processor.")
            .define(
                    IMAGE_MAX_BYTES,
                    Type.INT,
                    20 * 1024 * 1024,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Largest encoded image, in bytes.")
            .define(
                    IMAGE_MAX_PIXELS,
                    Type.LONG,
                    50_000_000L,
                    atLeast(1),
                    Importance.MEDIUM,
                    "Largest decoded image, width times height; checked before decoding.")
            .define(
                    MODEL_DIR,
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "The model to begin with: a bundle folder, or a folder of numbered versions of which the highest is"
                            + " taken. It is put into the registry if that has no champion yet; afterwards the registry"
                            + " decides. Without the registry, the model to serve.")
            .define(
                    MODEL_NAME,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "Name of the model whose champion is served. Empty: that of model.dir, else the only one in the"
                            + " registry.")
            .define(
                    MODEL_REGISTRY,
                    Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether instances serve the champion of the registry (topics models and model-events) and change to"
                            + " a new one while they run; if not, each serves its model.dir until it is stopped.")
            .define(
                    ENGINE_PRECISION,
                    Type.STRING,
                    "float32",
                    in("float32", "bfloat16", "auto"),
                    Importance.MEDIUM,
                    "Numbers the model computes with. bfloat16 is faster on processors that have it and changes"
                            + " probabilities a little, and now and then a label. auto takes it only where it is at least a"
                            + " tenth faster on this machine and the model's precision.json shows, on pictures it was not"
                            + " trained on, that at least 99.5 % keep their label and accuracy falls by 0.2 points at most.")
            .define(BATCH_MAX_SIZE, Type.INT, 16, atLeast(1), Importance.MEDIUM, "Most images in one run of the model.")
            .define(
                    BATCH_LINGER_MS,
                    Type.LONG,
                    5L,
                    ConfigDef.Range.between(0, 60_000),
                    Importance.MEDIUM,
                    "Longest time the first image of a batch waits for others.")
            .define(
                    BATCH_THREADS,
                    Type.INT,
                    0,
                    atLeast(0),
                    Importance.MEDIUM,
                    "Batches the model runs at a time; 0 takes one for each processor, at most 4. Each takes memory of its"
                            + " own for what lies between the model's layers.")
            .define(
                    BATCH_TUNE,
                    Type.STRING,
                    "auto",
                    in("auto", "off"),
                    Importance.LOW,
                    "auto: at the start the model is tried in batches of every size up to batch.max.size, which takes a"
                            + " second or two, and serves in the smallest that are about as fast as the fastest. off: in"
                            + " batches of batch.max.size.")
            .define(
                    PREDICTION_TOP_K,
                    Type.INT,
                    5,
                    atLeast(1),
                    Importance.LOW,
                    "Classes listed in a prediction, the most probable first.")
            .define(
                    FEEDBACK_WAIT_MS,
                    Type.LONG,
                    600_000L,
                    atLeast(0),
                    Importance.MEDIUM,
                    "How long feedback waits for the prediction of its id; past it the feedback becomes a dead letter"
                            + " (unknown-id).")
            .define(
                    FEEDBACK_PREDICTION_RETENTION_MS,
                    Type.LONG,
                    7L * 24 * 3600 * 1000,
                    atLeast(60_000),
                    Importance.MEDIUM,
                    "How long a prediction is remembered for feedback on its id; older ones need feedback with a uri."
                            + " Takes disk under state.dir: about 100 bytes a prediction.")
            .define(
                    EXAMPLE_SIDE,
                    Type.INT,
                    256,
                    ConfigDef.Range.between(32, 1024),
                    Importance.LOW,
                    "Shorter side, in pixels, of the pictures that are kept to learn from; not under the model's input"
                            + " size. Smaller pictures keep their size.")
            .define(
                    EXAMPLE_THREADS,
                    Type.INT,
                    2,
                    atLeast(1),
                    Importance.LOW,
                    "Labelled pictures fetched and kept at a time by this instance.")
            .define(
                    MODELS_KEEP,
                    Type.INT,
                    10,
                    atLeast(2),
                    Importance.MEDIUM,
                    "Newest versions of each model that the registry keeps. Older ones are deleted when a version is"
                            + " published, but never the champion and the champion before it.")
            .define(
                    MODELS_TRANSACTION_TIMEOUT_MS,
                    Type.INT,
                    600_000,
                    atLeast(10_000),
                    Importance.LOW,
                    "Longest time that publishing a model may take. Must not exceed the brokers'"
                            + " transaction.max.timeout.ms (Kafka's default is 15 minutes).")
            .define(
                    HTTP_HOST,
                    Type.STRING,
                    "127.0.0.1",
                    Importance.MEDIUM,
                    "Address the HTTP server (page, health, metrics, scoring) listens on.")
            .define(
                    HTTP_PORT,
                    Type.INT,
                    8080,
                    ConfigDef.Range.between(0, 65535),
                    Importance.MEDIUM,
                    "Port of the HTTP server; 0 takes a free one."))));

    /**
     * Checks and completes settings.
     *
     * @param values names and values as read from file, environment and command line
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is wrong
     */
    public Settings(Map<String, String> values) {
        super(TABLE, values, false);
    }

    /** The table itself, for the generated documentation. */
    public static ConfigDef table() {
        return new ConfigDef(TABLE);
    }

    /** What goes to the Kafka clients: every setting under {@code kafka.}, without that prefix. */
    public Map<String, Object> kafka() {
        return originalsWithPrefix(KAFKA_PREFIX);
    }

    /** A topic's name in the cluster: the prefix and the given name. */
    public String topic(String name) {
        return getString(TOPIC_PREFIX) + name;
    }
}
