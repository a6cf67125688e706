package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances die and come and go under load; every event still leads to exactly one committed record,
 * and each key's records keep their order.
 */
class CrashIT {
    private static final int EVENTS = 5_000;
    private static final int KEYS = 40;
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    static Path folder;

    private final List<Path> pictures = new ArrayList<>();
    private Path model = folder;
    private String prefix = "";
    private String guarantee = "exactly_once_v2";

    @BeforeEach
    void setUp() throws Exception {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        model = TestModels.write(folder.resolve("model"), "ok", "scratch").folder();
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < 12; i++) {
            pictures.add(Files.write(photos.resolve("picture " + i + ".jpg"), TestPictures.jpeg(60 + i, 40 + 3 * i)));
        }
        try (Topics topics = Topics.connect(broker.clients())) {
            topics.create(EventTopics.specs(broker.settings(serve("unused"))));
        }
    }

    @Test
    void killedAgainAndAgainItLosesNothingAndRepeatsNothing() {
        send(EVENTS);
        Random random = new Random(11);
        CliProcess service = start("one");
        try (Ledger ledger = ledger()) {
            for (int kill = 1; kill <= 4; kill++) {
                int progress = kill * EVENTS / 6 + random.nextInt(EVENTS / 8);
                await().atMost(PATIENCE).until(() -> ledger.read() >= progress);
                service.kill();
                service = start("one");
            }
            assertComplete(ledger, service);
        } finally {
            service.close();
        }
    }

    @Test
    void atLeastOnceRepeatsButLosesNothing() {
        guarantee = "at_least_once";
        send(EVENTS);
        CliProcess service = start("one");
        try (Ledger ledger = ledger()) {
            for (int kill = 1; kill <= 3; kill++) {
                int progress = kill * EVENTS / 5;
                await().atMost(PATIENCE).until(() -> ledger.read() >= progress);
                service.kill();
                service = start("one");
            }
            await().atMost(PATIENCE).until(() -> ledger.read() >= EVENTS);
            assertThat(ledger.lost(EVENTS)).as("lost").isEmpty();
        } finally {
            service.close();
        }
    }

    @Test
    void aSecondInstanceMayJoinLeaveAndDie() {
        send(EVENTS);
        CliProcess first = start("one");
        CliProcess second = start("two");
        try (Ledger ledger = ledger()) {
            await().atMost(PATIENCE).until(() -> ledger.read() >= EVENTS / 5);
            assertThat(second.terminate()).as("exit code after SIGTERM").isZero();
            assertThat(second.errors()).as("closed in the middle of a backlog").doesNotContain("did not close");
            await().atMost(PATIENCE).until(() -> ledger.read() >= 2 * EVENTS / 5);
            second = start("two");
            await().atMost(PATIENCE).until(() -> ledger.read() >= 3 * EVENTS / 5);
            second.kill();
            assertComplete(ledger, first);
        } finally {
            first.close();
            second.close();
        }
    }

    private void assertComplete(Ledger ledger, CliProcess survivor) {
        await().atMost(PATIENCE)
                .failFast("the service has ended:\n" + survivor.errors(), () -> !survivor.alive())
                .until(() -> ledger.read() >= EVENTS);
        // Whatever comes twice comes right behind: the group is idle once its offsets are at the end.
        survivor.terminate();
        ledger.drain();
        assertThat(ledger.lost(EVENTS)).as("lost").isEmpty();
        assertThat(ledger.duplicated()).as("duplicated").isEmpty();
        assertThat(ledger.disorder()).as("out of order").isEmpty();
        assertThat(ledger.count(prefix + EventTopics.DEAD_LETTERS)).isEqualTo(EVENTS / 50);
    }

    /** Every 50th event points at nothing, which must become a dead letter; the others are pictures. */
    private void send(int events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < events; number++) {
            String uri = number % 50 == 7
                    ? folder.resolve("photos/missing.jpg").toUri().toString()
                    : pictures.get(number % pictures.size()).toUri().toString();
            String event = "{\"id\":\"img-" + number + "\",\"uri\":\"" + uri + "\"}";
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    prefix + EventTopics.IMAGES, ("camera-" + number % KEYS).getBytes(UTF_8), event.getBytes(UTF_8));
            record.headers()
                    .add(new RecordHeader(
                            Ledger.NUMBER, Integer.toString(number).getBytes(UTF_8)));
            records.add(record);
        }
        broker.send(records);
    }

    private CliProcess start(String name) {
        Map<String, String> settings = serve(name);
        settings.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        return CliProcess.serve(prefix + name, settings);
    }

    private Map<String, String> serve(String name) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(Settings.TOPIC_PREFIX, prefix);
        settings.put(Settings.TOPIC_PARTITIONS, Integer.toString(PARTITIONS));
        settings.put(Settings.APPLICATION_ID, prefix + "sightline");
        settings.put(Settings.PROCESSING_GUARANTEE, guarantee);
        settings.put(Settings.INSTANCE_ID, name);
        settings.put(Settings.STATE_DIR, folder.resolve(prefix + name).toString());
        settings.put(Settings.MODEL_DIR, model.toString());
        settings.put(Settings.IMAGE_FILE_ROOTS, folder.resolve("photos").toString());
        return settings;
    }

    private Ledger ledger() {
        return new Ledger(
                broker.clients(), List.of(prefix + EventTopics.PREDICTIONS, prefix + EventTopics.DEAD_LETTERS));
    }
}
