package io.sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.config.Settings;
import io.sightline.event.Json;
import io.sightline.kafka.BrokerExtension;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An instance follows the registry, and what it is given is not always sound. */
class RegistryFollowerIT {
    private static final Change CHANGE = Change.by("anna", null);

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
    void aFollowerSeesANewChampionAsItComes() {
        try (ModelRegistry registry = stage.open("anna");
                RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            assertThat(follower.caughtUp()).isTrue();
            registry.publishAndPromote(bundle(0), CHANGE);

            RegistryView view = await(follower, 1);
            assertThat(view.find("surfaces", 1)).isPresent();
            assertThat(follower.materialize("surfaces", 1).manifest().version()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNotTheOneOfItsManifestIsRefused() throws IOException {
        try (ModelRegistry registry = stage.open("anna")) {
            ObjectNode version = Json.mapper().valueToTree(registry.publishAndPromote(bundle(0), CHANGE));
            for (JsonNode file : version.get("files")) {
                if (file.get("path").asText().equals("assets/labels.txt")) {
                    ((ObjectNode) file).put("sha256", "0".repeat(64));
                }
            }
            stage.put("surfaces/versions/1", Json.mapper().writeValueAsBytes(version));

            try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
                assertThatThrownBy(() -> follower.materialize("surfaces", 1))
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining("assets/labels.txt")
                        .hasMessageContaining("publish the model again");
            }
        }
    }

    @Test
    void aDamagedChunkIsRefusedByNameUntilTheModelIsPublishedAgain() {
        Bundle sound = bundle(0);
        Bundle next = bundle(1);
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(sound, CHANGE);
            PublishedVersion version = registry.publishAndPromote(next, CHANGE);
            String chunk = ownChunk(registry.view(), version);
            stage.put("surfaces/chunks/" + chunk, null); // as after compaction: the sound bytes are gone
            stage.put("surfaces/chunks/" + chunk, "not these bytes".getBytes(UTF_8));

            try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
                assertThatThrownBy(() -> follower.materialize("surfaces", 2))
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining("version 2 of surfaces")
                        .hasMessageContaining(chunk)
                        .hasMessageContaining("missing or damaged")
                        .hasMessageContaining("publish the model again");
                assertThat(follower.materialize("surfaces", 1).folder().resolve("saved_model.pb"))
                        .hasSameBinaryContentAs(sound.folder().resolve("saved_model.pb"));

                registry.publish(next, CHANGE);
                RegistryStage.catchUp(follower);
                await(follower, 2);
                follower.poll(Duration.ofSeconds(1));
                assertThat(follower.materialize("surfaces", 2).folder().resolve("saved_model.pb"))
                        .hasSameBinaryContentAs(next.folder().resolve("saved_model.pb"));
            }
        }
    }

    @Test
    void aMissingChunkIsNamed() {
        try (ModelRegistry registry = stage.open("anna")) {
            PublishedVersion version = registry.publishAndPromote(bundle(0), CHANGE);
            String chunk =
                    version.files().get(version.files().size() - 1).chunks().get(0);
            stage.put("surfaces/chunks/" + chunk, null);

            try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
                assertThatThrownBy(() -> follower.materialize("surfaces", 1))
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining(chunk);
                assertThat(folder.resolve("cache/bundles/surfaces")).isEmptyDirectory();
            }
        }
    }

    @Test
    void damageOnDiskIsFoundAndMended() throws IOException {
        Bundle bundle = bundle(0);
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle, CHANGE);
        }
        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            Path model = follower.materialize("surfaces", 1).folder().resolve("saved_model.pb");
            Files.writeString(model, "gnawed at");
            for (Path chunk : files(folder.resolve("cache/chunks"))) {
                Files.writeString(chunk, "gnawed at");
            }

            assertThat(follower.materialize("surfaces", 1).folder().resolve("saved_model.pb"))
                    .hasSameBinaryContentAs(bundle.folder().resolve("saved_model.pb"));
        }
    }

    @Test
    void whatIsOnDiskAlreadyIsTaken() throws IOException {
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle(0), CHANGE);
        }
        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            follower.materialize("surfaces", 1);
        }
        List<Path> before = files(folder.resolve("cache"));
        List<Object> keys = before.stream().map(RegistryFollowerIT::fileKey).toList();

        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            follower.materialize("surfaces", 1);
        }
        assertThat(files(folder.resolve("cache"))).isEqualTo(before);
        assertThat(before.stream().map(RegistryFollowerIT::fileKey)).isEqualTo(keys);
    }

    @Test
    void whatIsDeletedInTheRegistryGoesFromTheDisk() throws IOException {
        Settings settings = stage.settings(Map.of(Settings.MODELS_KEEP, "2"));
        try (ModelRegistry registry = ModelRegistry.open(settings, "anna");
                RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            registry.publish(bundle(1), CHANGE);
            registry.publish(bundle(2), CHANGE);
            awaitVersions(follower, 1, 2);
            follower.materialize("surfaces", 1);
            follower.materialize("surfaces", 2);
            int chunks = files(folder.resolve("cache/chunks")).size();

            registry.publish(bundle(3), CHANGE);
            awaitVersions(follower, 2, 3);
            assertThat(folder.resolve("cache/bundles/surfaces/1")).doesNotExist();
            assertThat(files(folder.resolve("cache/chunks"))).hasSize(chunks);

            registry.publish(bundle(4), CHANGE);
            awaitVersions(follower, 3, 4);
            assertThat(folder.resolve("cache/bundles/surfaces/2")).isDirectory();
        }
        Files.writeString(folder.resolve("cache/chunks/left-over"), "half a chunk");
        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            assertThat(folder.resolve("cache/chunks/left-over")).doesNotExist();
            assertThat(folder.resolve("cache/bundles/surfaces")).isEmptyDirectory();
        }
    }

    @Test
    void aManifestThatLeadsOutOfTheFolderIsRefused() throws IOException {
        try (ModelRegistry registry = stage.open("anna")) {
            PublishedVersion version = registry.publishAndPromote(bundle(0), CHANGE);
            String json = Json.mapper().writeValueAsString(version);
            stage.put(
                    "surfaces/versions/1",
                    json.replace("synset.txt", "../synset.txt").getBytes(UTF_8));
        }

        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            assertThatThrownBy(() -> follower.materialize("surfaces", 1))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("version 1 of surfaces cannot be used")
                    .hasMessageContaining("../synset.txt leads out");
        }
    }

    @Test
    void recordsThatAreNoneOfTheRegistrysAreLeftAlone() {
        stage.put("README", "hello".getBytes(UTF_8));
        stage.put("../../etc/versions/1", "{}".getBytes(UTF_8));
        stage.put("surfaces/versions/7", "no JSON".getBytes(UTF_8));

        try (RegistryFollower follower = stage.follow(folder.resolve("cache"));
                ModelRegistry registry = stage.open("anna")) {
            assertThat(registry.view().models()).isEmpty();
            assertThat(registry.view().problems()).containsOnlyKeys("surfaces/versions/7");
            assertThat(registry.publishAndPromote(bundle(0), CHANGE).version()).isEqualTo(1);
            assertThat(await(follower, 1).models()).containsExactly("surfaces");
        }
    }

    private Bundle bundle(int times) {
        return TestModels.writeRetrained(folder.resolve("trained"), times, "scratch", "good");
    }

    private static RegistryView await(RegistryFollower follower, int champion) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> follower.poll(Duration.ofMillis(100)),
                        view -> view.champion("surfaces")
                                .filter(alias -> alias.version() == champion)
                                .isPresent());
    }

    private static void awaitVersions(RegistryFollower follower, Integer... versions) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> follower.poll(Duration.ofMillis(100)),
                        view -> view.versions("surfaces").stream()
                                .map(PublishedVersion::version)
                                .toList()
                                .equals(List.of(versions)));
    }

    /** A chunk of the model file that no other version has. */
    private static String ownChunk(RegistryView view, PublishedVersion version) {
        return version.files().stream()
                .filter(file -> file.path().equals("saved_model.pb"))
                .flatMap(file -> file.chunks().stream())
                .filter(chunk -> view.versions("surfaces").stream()
                        .noneMatch(other -> other.version() != version.version()
                                && other.chunks().contains(chunk)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Object fileKey(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino") + "@" + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
