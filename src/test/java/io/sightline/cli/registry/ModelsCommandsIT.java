package io.sightline.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.cli.Cli;
import io.sightline.event.Json;
import io.sightline.kafka.BrokerExtension;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An operator looks after the models in the cluster. */
class ModelsCommandsIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private String prefix = "";

    @BeforeEach
    void ownTopics() {
        prefix = broker.prefix() + UUID.randomUUID().toString().substring(0, 8) + ".";
        assertThat(sightline("topics", "create", "--set", "topic.partitions=1").exit())
                .isZero();
    }

    @Test
    void aModelIsPublishedServedTakenBackAndCarriedAway() throws IOException {
        Cli.Result empty = sightline("models", "list");
        assertThat(empty.out()).isEmpty();
        assertThat(empty.err()).contains("no model in the registry yet");

        Path models = folder.resolve("trained");
        Bundle first = TestModels.write(models, "scratch", "good");
        Bundle second = TestModels.writeRetrained(models, 0.5f, "scratch", "good");
        assertThat(sightline("models", "publish", first.folder(), "--promote", "--why", "the first", "--by", "anna")
                        .out())
                .containsPattern("Published surfaces version 1 \\(1[.]\\d+ MB\\), the champion from now on");
        // a folder of versions: the highest
        assertThat(sightline("models", "publish", models).out()).contains("Published surfaces version 2");

        assertThat(sightline("models", "list").lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .containsPattern("^surfaces +1 +champion +2 classes .* anna: the first$"),
                        line -> assertThat(line).containsPattern("^surfaces +2 +2 classes .*" + me() + "@?.*$"));
        assertThat(sightline("models", "promote", "2").out())
                .contains("The champion of surfaces is version 2 from now on");
        assertThat(sightline("models", "rollback", "--why", "sees scratches everywhere", "--json")
                        .out())
                .contains("\"champion\":1");

        assertThat(sightline("models", "events").lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .containsPattern("published +surfaces/1  anna: the first  \\{\"bytes\""),
                        line -> assertThat(line).contains("promoted     surfaces/1  anna: the first"),
                        line -> assertThat(line).contains("published    surfaces/2  " + me()),
                        line -> assertThat(line)
                                .contains("promoted     surfaces/2")
                                .contains("{\"previous\":1}"),
                        line -> assertThat(line)
                                .contains("rolled-back  surfaces/1", ": sees scratches everywhere  {\"previous\":2}"));

        Path out = folder.resolve("away/surfaces");
        assertThat(sightline("models", "export", "2", "--out", out).exit()).isZero();
        assertThat(out.resolve("saved_model.pb"))
                .hasSameBinaryContentAs(second.folder().resolve("saved_model.pb"));
        assertThat(Bundle.read(out).manifest().version()).isEqualTo(2);
        assertThat(folder.resolve("away")).isDirectoryNotContaining("glob:**/.*");
        assertThat(sightline("models", "export", "2", "--out", out).exit()).isEqualTo(2);
    }

    @Test
    void aVersionIsShownWithAllThatIsKnownOfIt() throws IOException {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "dent", "good");
        sightline("models", "publish", bundle.folder(), "--promote", "--by", "anna");
        sightline("models", "publish", bundle.folder(), "--by", "ben");

        assertThat(sightline("models", "show").out())
                .contains("Model surfaces version 1, champion since ")
                .contains("3: scratch, dent, good")
                .contains("mobilenet_v2, width 0.35, 32 px, weights: formula")
                .contains("by anna")
                .containsPattern("validation.accuracy +0[.]5000")
                .containsPattern("saved_model.pb +1,\\d{3},\\d{3} bytes  sha256 "
                        + bundle.manifest().savedModelSha256())
                .contains("promoted     surfaces/1")
                .doesNotContain("surfaces/2");

        JsonNode json = Json.mapper()
                .readTree(sightline("models", "show", "2", "--json").out());
        assertThat(json.at("/version/version").asInt()).isEqualTo(2);
        assertThat(json.at("/version/model/parentVersion").asInt()).isEqualTo(1);
        assertThat(json.at("/champion/version").asInt()).isEqualTo(1);
        assertThat(json.at("/events/0/by").asText()).isEqualTo("ben");
        assertThat(sightline("models", "events", "--json", "--max", "2").lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"type\":\"published\",\"model\":\"surfaces\",\"version\":1,");
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        assertThat(sightline("models", "promote", "1").err().lines())
                .singleElement()
                .asString()
                .contains("no model in the registry", "models publish DIR");

        sightline(
                "models",
                "publish",
                TestModels.write(folder.resolve("trained"), "scratch", "good").folder());
        assertThat(sightline("models", "promote", "7").err().lines())
                .singleElement()
                .asString()
                .contains("no version 7 of surfaces", "[1]");
        assertThat(sightline("models", "rollback").err()).contains("no champion");
        Cli.Result none = sightline("models", "publish", folder);
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("sightline train");
    }

    @Test
    void ofSeveralModelsOneMustBeNamed() throws IOException {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "scratch", "good");
        Path json = bundle.folder().resolve("model.json");
        sightline("models", "publish", bundle.folder());
        Files.writeString(json, Files.readString(json).replace("\"surfaces\"", "\"welds\""));
        sightline("models", "publish", bundle.folder());

        assertThat(sightline("models", "promote", "1").err()).contains("--model: [surfaces, welds]");
        assertThat(sightline("models", "promote", "1", "--model", "welds").out())
                .contains("The champion of welds");
        assertThat(sightline("models", "show", "--model", "welds").out()).contains("Model welds version 1, champion");
    }

    private static String me() {
        return System.getProperty("user.name");
    }

    private Cli.Result sightline(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=" + prefix));
        return Cli.run(all.toArray());
    }
}
