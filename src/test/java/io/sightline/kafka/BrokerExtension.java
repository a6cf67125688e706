package io.sightline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker for a test class: one for all classes of the JVM, stopped at its end. Every class gets
 * topics and an application id of its own, so that classes do not see one another's records.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BrokerExtension broker = new BrokerExtension();
 * }</pre>
 */
public final class BrokerExtension implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BrokerExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private String bootstrapServers = "";
    private String prefix = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        bootstrapServers = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("broker", key -> new SharedBroker(), SharedBroker.class)
                .broker
                .bootstrapServers();
        prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What the names of this class's topics start with. */
    public String prefix() {
        return prefix;
    }

    /** Settings that lead to this broker and this class's topics, and others on top. */
    public Settings settings(Map<String, String> more) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, bootstrapServers);
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.putAll(more);
        return new Settings(values);
    }

    public ClientSettings clients() {
        return new ClientSettings(settings(Map.of()));
    }

    /** Creates topics of the given names (prefix included) with one setting for all. */
    public void createTopics(int partitions, String... names) {
        try (Topics topics = Topics.connect(clients())) {
            topics.create(Stream.of(names)
                    .map(name -> TopicSpec.deleted(name, partitions, (short) 1, Duration.ofDays(1)))
                    .toList());
        }
    }

    /** Sends records and returns when all are acknowledged. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    /**
     * Reads topics from their beginning until they have given so many committed records. Fails if they do not come
     * within a minute.
     */
    public List<ConsumerRecord<byte[], byte[]>> read(int count, String... topics) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(IsolationLevel.READ_COMMITTED)) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                assertThat(found).as("records of " + List.of(topics)).hasSizeGreaterThanOrEqualTo(count);
            });
        }
        return found;
    }

    /**
     * Waits until what has been committed to a topic is visible to readers of committed records: a commit is
     * answered when it is decided, and what makes it visible is written to the topic afterwards. Fails if a transaction
     * is still open after a minute.
     */
    public void awaitCommits(String topic) {
        try (KafkaConsumer<byte[], byte[]> committed = consumer(IsolationLevel.READ_COMMITTED);
                KafkaConsumer<byte[], byte[]> all = consumer(IsolationLevel.READ_UNCOMMITTED)) {
            List<TopicPartition> partitions = partitions(committed, topic);
            Map<TopicPartition, Long> written = all.endOffsets(partitions);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(committed.endOffsets(partitions))
                            .as("committed records of " + topic)
                            .allSatisfy((partition, end) ->
                                    assertThat(end).isGreaterThanOrEqualTo(written.get(partition))));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String... topics) {
        return Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer(IsolationLevel isolation) {
        Properties settings = clients().consumer();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads one topic, as {@link #read(int, String...)}. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return read(count, topic);
    }

    private static final class SharedBroker implements AutoCloseable {
        private final Path folder;
        private final EmbeddedBroker broker;

        private SharedBroker() {
            try {
                folder = Files.createTempDirectory("sightline-broker");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            broker = EmbeddedBroker.start(folder, 0);
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
