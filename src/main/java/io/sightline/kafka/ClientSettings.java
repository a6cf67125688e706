package io.sightline.kafka;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of every Kafka client, made from Sightline's: defaults of ours, then whatever the user
 * put under {@code kafka.}. As with Kafka Streams, {@code kafka.NAME} is for all clients that know
 * the name, and {@code kafka.consumer.NAME}, {@code kafka.producer.NAME} and {@code kafka.admin.NAME}
 * are for one kind and win.
 */
public final class ClientSettings {
    private static final List<String> KINDS = List.of(
            "main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.", "topic.");

    /** More than a dead letter's headers, or a prediction's classes, add to a record. */
    private static final int ADDED_BYTES = 1024 * 1024;

    private static final int UNLIMITED_BYTES = 512 * 1024 * 1024;

    private final Settings settings;

    public ClientSettings(Settings settings) {
        this.settings = settings;
    }

    /** Where the clients find the cluster, host:port separated by commas. */
    public String bootstrapServers() {
        Object passed = settings.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        return passed == null ? String.join(",", settings.getList(Settings.BOOTSTRAP_SERVERS)) : passed.toString();
    }

    /** Size of the largest record: the largest picture as a data: URI, and its attributes. */
    public static int maxRecordBytes(Settings settings) {
        long picture = settings.getInt(Settings.IMAGE_MAX_BYTES);
        return (int) Math.min(Integer.MAX_VALUE - 1L, picture / 3 * 4 + (1 << 20));
    }

    /**
     * Size of the largest record Sightline writes: that of a record it was given, and what it adds in
     * headers and fields.
     */
    public static int maxOutputBytes(Settings settings) {
        return (int) Math.min(Integer.MAX_VALUE - 1L, maxRecordBytes(settings) + (long) ADDED_BYTES);
    }

    /** For an admin client. */
    public Properties admin() {
        return plain("admin.", AdminClientConfig.configNames());
    }

    /** For a producer that loses nothing: idempotent, acknowledged by all replicas (Kafka's defaults). */
    public Properties producer() {
        Properties p = new Properties();
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes(settings));
        p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemory());
        p.putAll(plain("producer.", ProducerConfig.configNames()));
        return p;
    }

    /** For a consumer outside any group that sees committed records only. */
    public Properties consumer() {
        Properties p = new Properties();
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        p.putAll(plain("consumer.", ConsumerConfig.configNames()));
        p.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG); // belongs to the service's own group
        return p;
    }

    /**
     * For one topology of the service.
     *
     * @param role what follows the application id, for example {@code classify}
     */
    public Properties streams(String role) {
        Properties p = new Properties();
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.getString(Settings.PROCESSING_GUARANTEE));
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.getInt(Settings.STREAM_THREADS));
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.getShort(Settings.TOPIC_REPLICATION_FACTOR));
        // Behind a backlog; while the service keeps up, commit.early.interval.ms holds.
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Kafka's 45 s would leave a crashed instance's partitions without work for that long.
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        // A stream thread looks after its group, and at a request to stop, only when it has processed what it polled:
        // Kafka's 500 pictures may take a minute.
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 32);
        if (settings.getString(Settings.PROCESSING_GUARANTEE).equals(StreamsConfig.AT_LEAST_ONCE)) {
            // Streams' 100 ms would be added to the latency of every prediction. Exactly once, a prediction is seen
            // when it is committed, which sends what lingers; a request for each batch of the model costs more.
            p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        }
        // A picture inside a record must also fit as a dead letter, and into the changelog while in flight.
        // The topics' own limits decide, whatever image.max.bytes was when they were created.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), UNLIMITED_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), bufferMemory());
        p.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), UNLIMITED_BYTES);
        // Streams' 10 s is shorter than the deadline of one slow image.
        p.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Settings.DEFAULT_TRANSACTION_TIMEOUT_MS);
        String instance = settings.getString(Settings.INSTANCE_ID);
        if (!instance.isEmpty()) {
            p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance + "-" + role);
        }
        // With Kafka Streams a prefixed name wins: our default must not win over the user's plain name.
        settings.kafka().keySet().forEach(name -> KINDS.forEach(kind -> p.remove(kind + name)));
        p.putAll(settings.kafka());
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.getString(Settings.APPLICATION_ID) + "-" + role);
        p.put(StreamsConfig.STATE_DIR_CONFIG, settings.getString(Settings.STATE_DIR));
        return p;
    }

    /** After how long without a heartbeat a group takes an instance for dead. */
    public Duration sessionTimeout() {
        Properties streams = streams("any");
        String name = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
        return Stream.of(StreamsConfig.mainConsumerPrefix(name), StreamsConfig.consumerPrefix(name), name)
                .map(streams::get)
                .filter(Objects::nonNull)
                .map(millis -> Duration.ofMillis(Long.parseLong(String.valueOf(millis))))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A connected admin client.
     *
     * @throws ClusterException if the address or the security settings make no sense
     */
    public Admin newAdmin() {
        Properties p = admin();
        try {
            return Admin.create(p);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterException(
                    "cannot make a Kafka client for " + bootstrapServers() + ": " + cause.getMessage(), e);
        }
    }

    private long bufferMemory() {
        return Math.max(64L << 20, 2L * maxOutputBytes(settings));
    }

    private Properties plain(String kind, Set<String> known) {
        Map<String, Object> passed = settings.kafka();
        Properties p = new Properties();
        p.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        passed.forEach((name, value) -> {
            if (KINDS.stream().noneMatch(name::startsWith) && (known.contains(name) || isOfNoClient(name))) {
                p.put(name, value);
            }
        });
        passed.forEach((name, value) -> {
            if (name.startsWith(kind)) {
                p.put(name.substring(kind.length()), value);
            }
        });
        return p;
    }

    /** A plugin's setting (an interceptor's, a metrics reporter's), which any client may need. */
    private static boolean isOfNoClient(String name) {
        List<Set<String>> all = new ArrayList<>();
        all.add(AdminClientConfig.configNames());
        all.add(ProducerConfig.configNames());
        all.add(ConsumerConfig.configNames());
        all.add(StreamsConfig.configDef().names());
        return all.stream().noneMatch(names -> names.contains(name));
    }
}
