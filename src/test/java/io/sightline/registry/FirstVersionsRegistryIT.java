package io.sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import io.sightline.fixtures.Format1;
import io.sightline.kafka.BrokerExtension;
import io.sightline.model.Bundle;
import io.sightline.model.Calibration;
import io.sightline.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A registry that the first version filled: two versions of a model, the first of them champion again. */
class FirstVersionsRegistryIT {
    private static final String GRAPH = "no graph, but with the right hash";

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    @Test
    void itsModelsAreServedAndOthersPublished() throws IOException {
        String stored = new String(Format1.stored("models.jsonl", written().getBytes(UTF_8)), UTF_8);
        RegistryStage stage = new RegistryStage(broker);
        for (String line : stored.lines().toList()) {
            JsonNode record = Json.mapper().readTree(line);
            stage.put(
                    record.get("key").asText(),
                    record.get("value").isNull()
                            ? null
                            : Base64.getDecoder().decode(record.get("value").asText()));
        }

        try (RegistryFollower follower = stage.follow(folder.resolve("cache"))) {
            RegistryView view = RegistryStage.catchUp(follower);
            assertThat(view.champion("surfaces")).hasValueSatisfying(champion -> {
                assertThat(champion.version()).isEqualTo(1);
                assertThat(champion.by()).isEqualTo("anna");
            });
            Bundle bundle = follower.materialize("surfaces", 1);
            assertThat(bundle.folder().resolve("saved_model.pb")).hasContent(GRAPH);
            assertThat(bundle.manifest().labels()).containsExactly("ok", "scratch");
        }
        try (ModelRegistry registry = stage.open("anna")) {
            assertThat(registry.publish(bundle(), Change.by("anna", null)).version())
                    .isEqualTo(3);
        }
    }

    /** What the present version leaves on the topic. */
    private String written() throws IOException {
        RegistryStage stage = new RegistryStage(broker);
        try (ModelRegistry registry = stage.open("anna")) {
            registry.publishAndPromote(bundle(), Change.by("anna", "the first"));
            registry.publishAndPromote(bundle(), Change.by("learner", null));
            registry.rollback("surfaces", null, Change.by("anna", "line 2 complains"));
        }
        StringBuilder lines = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> record : stage.models()) {
            String value =
                    record.value() == null ? "null" : "\"" + Base64.getEncoder().encodeToString(record.value()) + "\"";
            lines.append("{\"key\":\"" + new String(record.key(), UTF_8) + "\",\"value\":" + value + "}\n");
        }
        return lines.toString();
    }

    private Bundle bundle() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        Files.writeString(bundle.resolve("saved_model.pb"), GRAPH);
        Files.createDirectories(bundle.resolve("assets"));
        Files.write(bundle.resolve("assets/labels.txt"), List.of("ok", "scratch"));
        Files.write(bundle.resolve("model.json"), Format1.stored("bundle/model.json", manifest()));
        return Bundle.read(bundle);
    }

    private static byte[] manifest() throws IOException {
        Manifest manifest = new Manifest(
                "surfaces",
                1,
                "mobilenet_v2",
                0.35,
                96,
                List.of("ok", "scratch"),
                true,
                Map.of("validation.accuracy", 0.5),
                new Calibration(1.5, 40, 0.12, 0.04),
                Map.of("epochs", 3),
                null,
                "formula",
                null,
                Instant.parse("2026-11-24T12:00:00Z"),
                DigestUtils.sha256Hex(GRAPH));
        return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }
}
