package io.sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several write to one registry, and some of them die at it. */
class RegistryWritersIT {
    private static final Change CHANGE = Change.by("line1", null);

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private RegistryStage stage = new RegistryStage(broker);

    @BeforeEach
    void ownTopics() {
        stage = new RegistryStage(broker);
    }

    @Test
    void publishersAtTheSameTimeGetAVersionEach() {
        List<CompletableFuture<PublishedVersion>> publishers = new ArrayList<>();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Bundle bundle = TestModels.writeRetrained(folder.resolve("of" + i), i, "scratch", "good");
            String writer = "publisher" + i;
            bundles.add(bundle);
            publishers.add(CompletableFuture.supplyAsync(() -> {
                try (ModelRegistry registry = stage.open(writer)) {
                    return registry.publishAndPromote(bundle, CHANGE);
                }
            }));
        }

        List<PublishedVersion> versions =
                publishers.stream().map(CompletableFuture::join).toList();

        assertThat(versions).extracting(PublishedVersion::version).containsExactlyInAnyOrder(1, 2, 3);
        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            for (int i = 0; i < bundles.size(); i++) {
                Bundle back = follower.materialize("surfaces", versions.get(i).version());
                assertThat(back.folder().resolve("saved_model.pb"))
                        .hasSameBinaryContentAs(bundles.get(i).folder().resolve("saved_model.pb"));
            }
        }
    }

    @Test
    void ofInstancesThatStartTogetherOneBringsTheFirstVersion() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        List<CompletableFuture<Optional<PublishedVersion>>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String writer = "start" + i;
            starts.add(CompletableFuture.supplyAsync(() -> {
                try (ModelRegistry registry = stage.open(writer)) {
                    return registry.publishIfNoChampion(bundle, CHANGE);
                }
            }));
        }

        assertThat(starts.stream().flatMap(start -> start.join().stream()))
                .extracting(PublishedVersion::version)
                .containsExactly(1);
        assertThat(stage.events()).extracting(ModelEvent::type).containsExactly(Type.PUBLISHED, Type.PROMOTED);
    }

    @Test
    void aWriterThatWasReplacedWritesNoMore() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry stale = stage.open("learner");
                ModelRegistry current = stage.open("learner")) {
            assertThatThrownBy(() -> stale.publishAndPromote(bundle, CHANGE))
                    .isInstanceOf(RegistryFencedException.class)
                    .hasMessageContaining("registry-learner")
                    .hasMessageContaining("replaced");
            assertThatThrownBy(() -> stale.record(
                            new ModelEvent(Type.STARTED, "surfaces", null, "run-1", Instant.now(), "x", null, null)))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("open the registry again");
            assertThat(stage.models()).isEmpty();
            assertThat(stage.events()).isEmpty();

            assertThat(current.publishAndPromote(bundle, CHANGE).version()).isEqualTo(1);
        }
    }

    @Test
    void whatAKilledWriterLeftIsSeenByNobodyAndHoldsUpNobody() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        writeAndDie();

        try (ModelRegistry registry = stage.open("other")) {
            assertThat(registry.publishAndPromote(bundle, CHANGE).version()).isEqualTo(1);
            assertThat(registry.view().champion("surfaces").orElseThrow().version())
                    .isEqualTo(1);
        }
        assertThat(stage.models())
                .noneSatisfy(
                        record -> assertThat(new String(record.key(), UTF_8)).contains("unfinished"));
        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            assertThat(follower.materialize("surfaces", 1).manifest().labels()).containsExactly("scratch", "good");
        }
    }

    @Test
    void whoeverComesBackUnderTheNameOfAKilledWriterEndsWhatItLeft() {
        writeAndDie();

        stage.open("killed").close();
        try (ModelRegistry registry = stage.open("other")) {
            assertThat(registry.view().models()).isEmpty();
        }
    }

    @Test
    void aWriterThatWasAwayForTooLongHasLostItsTurn() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        Settings hasty = stage.settings(Map.of(Settings.MODELS_TRANSACTION_TIMEOUT_MS, "10000"));
        ClientSettings clients = new ClientSettings(hasty);
        TopicPartition models = new TopicPartition(stage.modelsTopic(), 0);
        try (RegistryWriter away = new RegistryWriter(hasty, "away");
                WriterTurn turn = WriterTurn.take(clients, models, Duration.ofSeconds(10));
                ModelRegistry other = stage.open("other")) {
            assertThat(other.publishAndPromote(bundle, CHANGE).version()).isEqualTo(1);

            assertThatThrownBy(() -> away.transaction(turn, () -> {
                        away.put(RegistryKey.version("surfaces", 1), "{}".getBytes(UTF_8));
                        return 1;
                    }))
                    .isInstanceOf(RegistryFencedException.class);
            assertThat(other.view().problems()).isEmpty();
            assertThat(other.publish(bundle, CHANGE).version()).isEqualTo(2);
        }
    }

    /** As a process that is killed while it publishes: chunks and manifest are written, nothing is committed. */
    private void writeAndDie() {
        Settings settings = stage.settings(Map.of());
        Properties p = new ClientSettings(settings).producer();
        p.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.getString(Settings.APPLICATION_ID) + "-registry-killed");
        p.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(
                stage.modelsTopic(), RegistryKey.version("unfinished", 1).bytes(), "{}".getBytes(UTF_8)));
        producer.flush();
        producer.close(Duration.ZERO);
    }
}
