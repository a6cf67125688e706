package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of the service as a whole: its cluster, its topics, its instances; they belong to the table of {@link Settings}. */
final class ServiceSettings {
    private ServiceSettings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        Settings.BOOTSTRAP_SERVERS,
                        Type.LIST,
                        "127.0.0.1:9092",
                        Checks.ADDRESSES,
                        Importance.HIGH,
                        "Brokers to find the cluster by, host:port separated by commas.")
                .define(
                        Settings.APPLICATION_ID,
                        Type.STRING,
                        "sightline",
                        Checks.NAME,
                        Importance.HIGH,
                        "Name of the service in the cluster. The consumer group and the changelog topics start with it;"
                                + " instances with the same name share the work.")
                .define(
                        Settings.INSTANCE_ID,
                        Type.STRING,
                        "",
                        Checks.NAME_PART,
                        Importance.MEDIUM,
                        "Name of this instance within the service, different for each (group.instance.id): with it, and its"
                                + " own state.dir, a restarted instance takes its partitions back at once. Empty: dynamic"
                                + " membership.")
                .define(
                        Settings.STATE_DIR,
                        Type.STRING,
                        "data/state",
                        Importance.HIGH,
                        "Folder for what an instance keeps between runs; not shared between instances.")
                .define(
                        Settings.PROCESSING_GUARANTEE,
                        Type.STRING,
                        "exactly_once_v2",
                        in("exactly_once_v2", "at_least_once"),
                        Importance.HIGH,
                        "exactly_once_v2: each image leads to one prediction or one dead letter, seen by consumers that read"
                                + " committed records. at_least_once: an image may be predicted twice after a failure.")
                .define(
                        Settings.COMMIT_EARLY_INTERVAL_MS,
                        Type.LONG,
                        100L,
                        atLeast(0),
                        Importance.LOW,
                        "How often results are committed, and so seen, while the service keeps up with what comes; at once"
                                + " when nothing is in flight any more, and when an image is as old as this, as soon as half"
                                + " of it has passed since the last. Behind a backlog every kafka.commit.interval.ms (500; predictions are"
                                + " remembered for feedback every 2000), as commits cost time.")
                .define(
                        Settings.STREAM_THREADS,
                        Type.INT,
                        1,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Threads that poll and commit. One is enough for thousands of images a second: fetching, decoding"
                                + " and inference have threads of their own.")
                .define(
                        Settings.ROLES,
                        Type.LIST,
                        "classify,learn",
                        Checks.ROLES,
                        Importance.MEDIUM,
                        "What the instance does: classify images, learn from feedback, or both. Instances of one service may"
                                + " have different roles.")
                .define(
                        Settings.TOPIC_PREFIX,
                        Type.STRING,
                        "",
                        Checks.NAME_PART,
                        Importance.MEDIUM,
                        "Put before the name of every topic, for example \"line1.\".")
                .define(
                        Settings.TOPIC_PARTITIONS,
                        Type.INT,
                        8,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Partitions of the topics that `topics create` makes: the most instances that can share the work.")
                .define(
                        Settings.TOPIC_REPLICATION_FACTOR,
                        Type.SHORT,
                        (short) -1,
                        Checks.REPLICATION_FACTOR,
                        Importance.MEDIUM,
                        "Replicas of each partition of the topics that are created; -1 takes the broker's default.")
                .define(
                        Settings.IN_FLIGHT_MAX,
                        Type.INT,
                        128,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Images being fetched, decoded or classified at a time by this instance. Should exceed the rate"
                                + " times the slowest usual fetch. Fewer if the model is slow: what it classifies in a"
                                + " third of kafka.producer.transaction.timeout.ms.")
                .define(
                        Settings.IMAGE_DEADLINE_MS,
                        Type.LONG,
                        10_000L,
                        atLeast(100),
                        Importance.MEDIUM,
                        "Time for fetching and decoding one image, for sources that hang where no timeout reaches; past it"
                                + " the image becomes a dead letter (deadline-exceeded). Must stay well under"
                                + " kafka.producer.transaction.timeout.ms.");
    }
}
