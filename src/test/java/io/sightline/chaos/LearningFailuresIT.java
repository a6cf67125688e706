package io.sightline.chaos;

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
import io.sightline.kafka.TopicReader;
import io.sightline.learning.run.TestChampion;
import io.sightline.registry.ModelRegistry;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Instances that classify and learn are killed while pictures and labels come, and runs and swaps go on. */
@EnabledIfSystemProperty(named = "chaos", matches = "true")
class LearningFailuresIT {
    private static final int KILLS = 10;
    private static final int LABELS_AT_A_TIME = 60;
    private static final int PER_SECOND = 30;

    @TempDir
    Path folder;

    @Test
    void tenKillsWhileItLearnsLoseNoPictureAndNoLabelAndEveryRunHasOneResult() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger();
                Ledger examples = new Ledger(plant.clients(), List.of(EventTopics.EXAMPLES))) {
            plant.set(
                    Settings.MODEL_DIR,
                    TestChampion.train(folder, 1000).folder().toString());
            plant.set(Settings.ROLES, "classify,learn");
            plant.set(LearningSettings.TRIGGER_EXAMPLES, String.valueOf(LABELS_AT_A_TIME));
            plant.set(LearningSettings.COOL_DOWN_MS, "1000");
            ColouredPictures.write(plant.photos(), "blue", KILLS * LABELS_AT_A_TIME, 3);
            List<String> names = List.of("one", "two");
            List<CliProcess> instances = new ArrayList<>();
            for (String name : names) {
                instances.add(plant.startAndAwaitReady(name));
            }
            Random random = new Random(5);
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    label(plant, kill * LABELS_AT_A_TIME);
                    int victim = kill % 2;
                    Plant.awaitOut(ledger, ledger.read() + 50 + random.nextInt(150), instances.get(1 - victim));
                    instances.get(victim).kill();
                    CliProcess again = plant.start(names.get(victim));
                    instances.set(victim, again);
                    await().atMost(Plant.PATIENCE)
                            .ignoreExceptions() // until it listens
                            .until(() -> !Plant.readiness(again).contains("DOWN"));
                }
                int labels = KILLS * LABELS_AT_A_TIME;
                await().atMost(Plant.PATIENCE).until(() -> examples.read() >= labels);
                await().atMost(Plant.PATIENCE).until(() -> ended(plant));
                await().atMost(Plant.PATIENCE).untilAsserted(() -> {
                    String champion = championOf(plant);
                    for (CliProcess instance : instances) {
                        assertThat(Plant.readiness(instance)).contains(champion);
                    }
                });
                plant.assertEachOnce(ledger, traffic.stop(), instances.get(0));

                examples.drain();
                assertThat(examples.lost(labels)).as("labels lost").isEmpty();
                assertThat(examples.duplicated()).as("labels doubled").isEmpty();
                assertThat(results(plant)).as("results, by run").doesNotHaveDuplicates();
                assertThat(started(plant)).as("runs").containsAll(results(plant));
                assertThat(events(plant)).extracting(ModelEvent::type).contains(Type.PROMOTED);
            }
        }
    }

    /** Whether there were runs and none is under way. */
    private static boolean ended(Plant plant) {
        Set<String> started = started(plant);
        return !started.isEmpty() && results(plant).containsAll(started);
    }

    private static Set<String> started(Plant plant) {
        Set<String> runs = new HashSet<>();
        for (ModelEvent event : events(plant)) {
            if (event.type() == Type.STARTED) {
                runs.add(String.valueOf(event.run()));
            }
        }
        return runs;
    }

    /** The runs that have a result, as often as they have one. */
    private static List<String> results(Plant plant) {
        return events(plant).stream()
                .filter(event -> event.run() != null
                        && List.of(Type.PROMOTED, Type.REFUSED, Type.FAILED).contains(event.type()))
                .map(event -> String.valueOf(event.run()))
                .toList();
    }

    private static List<ModelEvent> events(Plant plant) {
        List<ModelEvent> events = new ArrayList<>();
        try (ModelEventSerde serde = new ModelEventSerde();
                TopicReader reader = TopicReader.fromBeginning(plant.clients(), EventTopics.MODEL_EVENTS)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    events.add(serde.deserializer().deserialize(record.topic(), record.value()));
                }
            }
        }
        return events;
    }

    private static String championOf(Plant plant) {
        try (ModelRegistry registry = ModelRegistry.open(new Settings(plant.values("nobody")), "test")) {
            return "\"version\":\""
                    + registry.view().champion("colours").orElseThrow().version() + "\"";
        }
    }

    private static void label(Plant plant, int from) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(plant.clients().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = from; number < from + LABELS_AT_A_TIME; number++) {
                String uri = plant.photos()
                        .resolve("blue/blue-" + number + ".png")
                        .toUri()
                        .toString();
                String label = "{\"id\":\"blue-" + number + "\",\"label\":\"blue\",\"uri\":\"" + uri + "\"}";
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        EventTopics.FEEDBACK, ("blue-" + number).getBytes(UTF_8), label.getBytes(UTF_8));
                record.headers()
                        .add(new RecordHeader(
                                Ledger.NUMBER, String.valueOf(number).getBytes(UTF_8)));
                producer.send(record);
            }
            producer.flush();
        }
    }
}
