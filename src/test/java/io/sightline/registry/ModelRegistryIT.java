package io.sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClusterException;
import io.sightline.model.Bundle;
import io.sightline.model.ModelException;
import io.sightline.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The owner of a model publishes, promotes and takes back versions. */
class ModelRegistryIT {
    private static final Change BY_ANNA = Change.by("anna", "it is better");

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
    void whatWasPublishedComesBackByteForByte() throws IOException {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "dent", "good");
        Files.writeString(bundle.folder().resolve("report.html"), "<p>all is well</p>");
        Files.writeString(bundle.folder().resolve(".notes"), "nobody's business");

        try (ModelRegistry registry = stage.open("anna")) {
            PublishedVersion version = registry.publishAndPromote(bundle, BY_ANNA);
            assertThat(version.version()).isEqualTo(1);
            assertThat(version.files())
                    .extracting(PublishedFile::path)
                    .containsExactly("assets/labels.txt", "model.json", "report.html", "saved_model.pb", "synset.txt");
        }

        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            Bundle back = follower.materialize("surfaces", 1);
            assertThat(back.manifest()).isEqualTo(bundle.manifest());
            for (String file : List.of("saved_model.pb", "model.json", "assets/labels.txt", "report.html")) {
                assertThat(back.folder().resolve(file))
                        .hasSameBinaryContentAs(bundle.folder().resolve(file));
            }
            assertThat(back.folder().resolve(".notes")).doesNotExist();
        }
    }

    @Test
    void aModelFromElsewhereGetsTheNextNumberAndItsParent() throws IOException {
        Bundle first = TestModels.write(folder.resolve("here"), "scratch", "good");
        Bundle other = TestModels.writeRetrained(folder.resolve("there"), 0.5f, "scratch", "good");
        Path json = other.folder().resolve("model.json");
        Files.writeString(json, Files.readString(json).replaceFirst("\\{", "{ \"plant\" : \"Ulm\","));

        try (ModelRegistry registry = stage.open("anna");
                RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            registry.publishAndPromote(first, BY_ANNA);
            PublishedVersion version = registry.publish(Bundle.read(other.folder()), BY_ANNA);

            assertThat(version.version()).isEqualTo(2);
            assertThat(version.model().get("plant").asText()).isEqualTo("Ulm");
            RegistryFollower later = stage.follow(folder.resolve("later"));
            try (later) {
                Bundle back = later.materialize("surfaces", 2);
                assertThat(back.manifest().version()).isEqualTo(2);
                assertThat(back.manifest().parentVersion()).isEqualTo(1);
                assertThat(back.folder().resolve("model.json")).content().contains("Ulm");
                assertThat(back.folder().resolve("saved_model.pb"))
                        .hasSameBinaryContentAs(other.folder().resolve("saved_model.pb"));
            }
            assertThat(registry.view().champion("surfaces").orElseThrow().version())
                    .isEqualTo(1);
        }
    }

    @Test
    void theTrailSaysWhoDidWhatAndWhy() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        Change run = new Change(
                "line1",
                "better",
                "run-7",
                JsonNodeFactory.instance.objectNode().put("accuracy", 0.9));
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle, BY_ANNA);
            registry.record(
                    new ModelEvent(Type.STARTED, "surfaces", null, "run-7", Instant.now(), "line1", null, null));
            registry.publishAndPromote(bundle, run);
            registry.rollback("surfaces", null, Change.by("ben", "it sees dents everywhere"));
        }

        List<ModelEvent> events = stage.events();
        assertThat(events)
                .extracting(event -> event.type() + " " + event.version() + " " + event.by())
                .containsExactly(
                        "PUBLISHED 1 anna",
                        "PROMOTED 1 anna",
                        "STARTED null line1",
                        "PUBLISHED 2 line1",
                        "PROMOTED 2 line1",
                        "ROLLED_BACK 1 ben");
        ModelEvent promoted = events.get(4);
        assertThat(promoted.run()).isEqualTo("run-7");
        assertThat(promoted.details()).hasToString("{\"accuracy\":0.9,\"previous\":1}");
        assertThat(events.get(5).why()).isEqualTo("it sees dents everywhere");
    }

    @Test
    void championsComeAndGo() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry registry = stage.open("anna")) {
            for (int i = 0; i < 3; i++) {
                registry.publish(bundle, BY_ANNA);
            }
            assertThat(registry.view().champion("surfaces")).isEmpty();
            assertThatThrownBy(() -> registry.rollback("surfaces", null, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("no champion")
                    .hasMessageContaining("models promote");

            registry.promote("surfaces", 1, BY_ANNA);
            assertThatThrownBy(() -> registry.rollback("surfaces", null, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("none before it");
            registry.promote("surfaces", 3, BY_ANNA);
            assertThat(champion(registry)).isEqualTo("3 before it 1");
            assertThat(registry.rollback("surfaces", null, BY_ANNA).version()).isEqualTo(1);
            assertThat(champion(registry)).isEqualTo("1 before it null");
            registry.rollback("surfaces", 2, BY_ANNA);
            assertThat(champion(registry)).isEqualTo("2 before it null");

            assertThatThrownBy(() -> registry.promote("surfaces", 2, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("the champion already");
            assertThatThrownBy(() -> registry.promote("surfaces", 9, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("there is no version 9 of surfaces in the registry; there is [1, 2, 3]");
            assertThatThrownBy(() -> registry.promote("cats", 1, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("no model cats")
                    .hasMessageContaining("[surfaces]");
            assertThat(champion(registry)).isEqualTo("2 before it null");
        }
    }

    @Test
    void oneRollbackAfterAnotherLeadsFurtherBackAndNeverToWhatWasTakenBack() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry registry = stage.open("anna")) {
            for (int i = 0; i < 3; i++) {
                registry.publishAndPromote(bundle, BY_ANNA);
            }
            assertThat(registry.rollback("surfaces", null, BY_ANNA).version()).isEqualTo(2);
            assertThat(registry.rollback("surfaces", null, BY_ANNA).version()).isEqualTo(1);
            assertThatThrownBy(() -> registry.rollback("surfaces", null, BY_ANNA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("version 1 is the first champion of surfaces that was not taken back")
                    .hasMessageContaining("Name a version: `sightline models rollback VERSION`");
            assertThat(champion(registry)).isEqualTo("1 before it null");

            registry.rollback("surfaces", 3, BY_ANNA);
            assertThat(champion(registry)).as("named, it may be").isEqualTo("3 before it null");
        }
    }

    @Test
    void aRollbackToAnEarlierOneTakesBackAllThatCameAfterIt() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry registry = stage.open("anna")) {
            for (int i = 0; i < 4; i++) {
                registry.publishAndPromote(bundle, BY_ANNA);
            }
            registry.rollback("surfaces", 2, BY_ANNA);
            registry.promote("surfaces", 4, BY_ANNA);
            assertThat(champion(registry)).isEqualTo("4 before it 2");
            registry.rollback("surfaces", null, BY_ANNA);
            assertThat(champion(registry)).isEqualTo("2 before it 1");
            registry.promote("surfaces", 1, BY_ANNA);
            assertThat(champion(registry)).as("none leads to itself").isEqualTo("1 before it 2");
            registry.rollback("surfaces", null, BY_ANNA);
            assertThat(champion(registry)).isEqualTo("2 before it null");
        }
    }

    @Test
    void aChallengerIsPromotedOnlyOverTheChampionItWasComparedWith() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle, BY_ANNA);
            registry.publishAndPromote(bundle, BY_ANNA);

            assertThat(registry.publishAndPromoteInPlaceOf(1, bundle, BY_ANNA)).isEmpty();
            assertThat(registry.view().versions("surfaces")).hasSize(2);
            assertThat(registry.publishAndPromoteInPlaceOf(2, bundle, BY_ANNA))
                    .get()
                    .extracting(PublishedVersion::version)
                    .isEqualTo(3);
        }
    }

    @Test
    void aRetrainedHeadCostsLittle() {
        Bundle first = TestModels.write(folder.resolve("trained"), "scratch", "dent", "good");
        Bundle retrained = TestModels.writeRetrained(folder.resolve("trained"), 0.5f, "scratch", "dent", "good");
        Bundle moreClasses = TestModels.write(folder.resolve("trained"), "scratch", "dent", "good", "stain");
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(first, BY_ANNA);
            registry.publishAndPromote(retrained, BY_ANNA);
            registry.publishAndPromote(moreClasses, BY_ANNA);
        }

        List<ModelEvent> published = stage.events().stream()
                .filter(event -> event.type() == Type.PUBLISHED)
                .toList();
        assertThat(share(published.get(0))).isGreaterThan(0.99);
        assertThat(share(published.get(1))).isLessThan(0.2);
        assertThat(share(published.get(2))).isLessThan(0.2);
    }

    @Test
    void oldVersionsGoButNotTheChampions() {
        Settings settings = stage.settings(Map.of(Settings.MODELS_KEEP, "2"));
        try (ModelRegistry registry = ModelRegistry.open(settings, "anna");
                RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            for (int i = 1; i <= 4; i++) {
                registry.publish(retrained(i), BY_ANNA);
                if (i <= 2) {
                    registry.promote("surfaces", i, BY_ANNA);
                }
            }
            RegistryStage.catchUp(follower);
            registry.publish(retrained(5), BY_ANNA);
            registry.publish(retrained(6), BY_ANNA);

            assertThat(registry.view().versions("surfaces"))
                    .extracting(PublishedVersion::version)
                    .containsExactly(1, 2, 5, 6);
            assertThat(stage.events().stream()
                            .filter(event -> event.type() == Type.DELETED)
                            .map(ModelEvent::version))
                    .containsExactly(3, 4);
        }
        try (RegistryFollower follower = stage.follow(folder.resolve("later"))) {
            for (int version : List.of(1, 2, 5, 6)) {
                assertThat(follower.materialize("surfaces", version).manifest().version())
                        .isEqualTo(version);
            }
            assertThatThrownBy(() -> follower.materialize("surfaces", 4)).hasMessageContaining("[1, 2, 5, 6]");
        }
    }

    @Test
    void whatIsNoModelIsNotPublished() throws IOException {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        Bundle read = Bundle.read(bundle.folder());
        Files.writeString(bundle.folder().resolve("saved_model.pb"), "other weights");
        try (ModelRegistry registry = stage.open("anna")) {
            assertThatThrownBy(() -> registry.publish(read, BY_ANNA))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("saved_model.pb has changed");
            assertThat(stage.models()).isEmpty();
            assertThat(stage.events()).isEmpty();

            registry.publish(TestModels.write(folder.resolve("good"), "scratch", "good"), BY_ANNA);
            assertThat(registry.view().versions("surfaces")).hasSize(1);
        }
    }

    @Test
    void whoeverLooksNextSeesTheChange() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle, BY_ANNA);
            registry.publish(bundle, BY_ANNA);
            for (int i = 0; i < 10; i++) {
                int champion = 2 - i % 2;
                registry.promote("surfaces", champion, BY_ANNA);

                assertThat(ModelRegistry.look(stage.settings(Map.of()))
                                .champion("surfaces")
                                .map(Alias::version))
                        .contains(champion);
                assertThat(stage.events()).hasSize(4 + i);
            }
        }
    }

    @Test
    void theRegistryNeedsItsTopics() {
        Settings settings = broker.settings(Map.of(Settings.TOPIC_PREFIX, broker.prefix() + "none."));

        assertThatThrownBy(() -> ModelRegistry.open(settings, "anna"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("none.models")
                .hasMessageContaining("topics create");
    }

    @Test
    void aTransactionLongerThanTheBrokersAllowNamesTheSetting() {
        Settings settings = stage.settings(Map.of(Settings.MODELS_TRANSACTION_TIMEOUT_MS, "3600000"));

        assertThatThrownBy(() -> ModelRegistry.open(settings, "anna"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("models.transaction.timeout.ms")
                .hasMessageContaining("transaction.max.timeout.ms");
    }

    private Bundle retrained(int times) {
        return TestModels.writeRetrained(folder.resolve("trained"), times, "scratch", "good");
    }

    private static String champion(ModelRegistry registry) {
        Alias champion = registry.view().champion("surfaces").orElseThrow();
        return champion.version() + " before it " + champion.previous();
    }

    private static double share(ModelEvent published) {
        return published.details().get("sentBytes").asDouble()
                / published.details().get("bytes").asDouble();
    }
}
