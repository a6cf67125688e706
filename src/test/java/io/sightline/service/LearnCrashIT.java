package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.ColouredPictures;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.learning.run.TestChampion;
import io.sightline.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances die while they learn: while examples are written, in a training run, and while its result is
 * published. Each example is there once, each run has one result, and all instances serve it.
 */
class LearnCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LABELS = 400;

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final Map<String, CliProcess> instances = new TreeMap<>();
    private String prefix = "";
    private Path champion = Path.of("");
    private int starts;

    @BeforeEach
    void setUp() throws IOException {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        champion = TestChampion.train(folder, 1000).folder();
        ColouredPictures.write(folder.resolve("photos"), "blue", LABELS, 3);
        try (Topics topics = Topics.connect(new ClientSettings(settings("any")))) {
            topics.create(EventTopics.specs(settings("any")));
        }
    }

    @AfterEach
    void stop() {
        instances.values().forEach(CliProcess::close);
    }

    @Test
    void killedWhileItWritesExamplesEachOfThemIsThereOnce() throws IOException {
        start("one");
        label();
        try (Ledger examples = new Ledger(
                broker.clients(), List.of(prefix + EventTopics.EXAMPLES, prefix + EventTopics.DEAD_LETTERS))) {
            for (int kill = 1; kill <= 3; kill++) {
                int progress = kill * LABELS / 4;
                await().atMost(PATIENCE).until(() -> examples.read() >= progress);
                instance("one").kill();
                start("one");
            }
            await().atMost(PATIENCE).until(() -> examples.read() >= LABELS);
            instance("one").terminate();
            examples.drain();

            assertThat(examples.lost(LABELS)).as("lost").isEmpty();
            assertThat(examples.duplicated()).as("written twice").isEmpty();
            assertThat(examples.count(prefix + EventTopics.EXAMPLES)).isEqualTo(LABELS);
        }
    }

    @Test
    void killedInARunAndWhileItsResultIsPublishedThereIsOneResultAndAllServeIt() throws IOException {
        start("one");
        start("two");
        await().atMost(PATIENCE).until(() -> ready("one") && ready("two"));
        label();

        killWhoeverSays(event -> event.type() == Type.STARTED);
        killWhoeverSays(event -> event.type() == Type.PROGRESS
                && event.details() != null
                && event.details().path("phase").asText().equals("gate"));

        await().atMost(PATIENCE).until(() -> !results().isEmpty());
        List<ModelEvent> results = results();
        assertThat(results).hasSize(1);
        assertThat(results.get(0).type()).as(results.get(0).why()).isEqualTo(Type.PROMOTED);
        assertThat(results.get(0).run()).isEqualTo(started().get(0).run());
        assertThat(started())
                .extracting(ModelEvent::run)
                .containsOnly(results.get(0).run());
        try (ModelRegistry registry = ModelRegistry.open(settings("any"), "test")) {
            assertThat(registry.view().versions("colours")).hasSize(2);
            assertThat(registry.view().champion("colours").orElseThrow().version())
                    .isEqualTo(2);
        }
        await().atMost(PATIENCE).until(() -> serves("one") && serves("two"));
    }

    /** Waits for an event, kills the instance it is from, and starts it again. */
    private void killWhoeverSays(Predicate<ModelEvent> what) {
        int before = starts;
        await().atMost(PATIENCE)
                .until(() -> starts > before
                        || events().stream()
                                .filter(what)
                                .max(Comparator.comparing(ModelEvent::at))
                                .map(event -> killAndStart(event.by()))
                                .orElse(false));
    }

    private boolean killAndStart(String by) {
        for (Map.Entry<String, CliProcess> instance : instances.entrySet()) {
            if (by.endsWith("-" + instance.getValue().pid())) {
                instance.getValue().kill();
                start(instance.getKey());
                return true;
            }
        }
        return false;
    }

    private void start(String name) {
        Map<String, String> values = values(name);
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        instances.put(name, CliProcess.serve(prefix + name + "-" + ++starts, values));
    }

    private CliProcess instance(String name) {
        return Objects.requireNonNull(instances.get(name));
    }

    private boolean ready(String name) {
        String log = instance(name).errors();
        return log.contains("Ready to classify") && log.contains("Ready to learn");
    }

    private boolean serves(String name) {
        String log = instance(name).errors();
        return log.contains("Version 2 of colours serves") || log.contains("Model colours version 2 is warm");
    }

    private Map<String, String> values(String name) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.put(Settings.INSTANCE_ID, name);
        values.put(Settings.STATE_DIR, folder.resolve("state of " + name).toString());
        values.put(Settings.MODEL_DIR, champion.toString());
        values.put(Settings.IMAGE_FILE_ROOTS, folder.resolve("photos").toString());
        values.put(LearningSettings.TRIGGER_EXAMPLES, String.valueOf(LABELS));
        return values;
    }

    private Settings settings(String name) {
        return broker.settings(values(name));
    }

    private void label() throws IOException {
        List<Path> pictures;
        try (Stream<Path> files = Files.list(folder.resolve("photos/blue"))) {
            pictures = files.sorted().toList();
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < LABELS; number++) {
            String id = "blue-" + number;
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    prefix + EventTopics.FEEDBACK,
                    null,
                    Instant.now().toEpochMilli(),
                    id.getBytes(UTF_8),
                    ("{\"id\":\"" + id + "\",\"label\":\"blue\",\"uri\":\""
                                    + pictures.get(number).toUri() + "\"}")
                            .getBytes(UTF_8));
            record.headers()
                    .add(new RecordHeader(Ledger.NUMBER, String.valueOf(number).getBytes(UTF_8)));
            records.add(record);
        }
        broker.send(records);
    }

    private List<ModelEvent> results() {
        return events().stream()
                .filter(event -> event.run() != null
                        && List.of(Type.PROMOTED, Type.REFUSED, Type.FAILED).contains(event.type()))
                .toList();
    }

    private List<ModelEvent> started() {
        return events().stream().filter(event -> event.type() == Type.STARTED).toList();
    }

    private List<ModelEvent> events() {
        List<ModelEvent> events = new ArrayList<>();
        try (ModelEventSerde serde = new ModelEventSerde();
                TopicReader reader = TopicReader.fromBeginning(
                        new ClientSettings(settings("any")), prefix + EventTopics.MODEL_EVENTS)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    events.add(serde.deserializer().deserialize(record.topic(), record.value()));
                }
            }
        }
        return events;
    }
}
