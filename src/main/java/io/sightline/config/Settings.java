package io.sightline.config;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Every setting of Sightline, in one table. Type, default, check and help of a setting stand with its topic: the
 * service, images, models, HTTP, S3, learning. A setting is added there and read where it is used; the configuration
 * page is generated from the table.
 */
public final class Settings extends AbstractConfig {
    public static final String APPLICATION_ID = "application.id";
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String STATE_DIR = "state.dir";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String COMMIT_EARLY_INTERVAL_MS = "commit.early.interval.ms";
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

    private static final ConfigDef TABLE = LearningSettings.addTo(S3Settings.addTo(
            HttpSettings.addTo(ModelSettings.addTo(ImageSettings.addTo(ServiceSettings.addTo(new ConfigDef()))))));

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
