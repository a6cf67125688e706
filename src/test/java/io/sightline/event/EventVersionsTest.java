package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.fixtures.Format1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Versions that write and read events at the same time: what one has written every other reads. */
class EventVersionsTest {
    private static final Redrive REDRIVE = new Redrive(
            new RecordPlace("dead-letters", 1, 7), "fetch-timeout", "images", 2, Instant.parse("2026-11-03T10:15:30Z"));

    private static final Example EXAMPLE = new Example(
            "cam7/000123",
            "dog",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "anna",
            Instant.parse("2026-11-03T12:00:00Z"),
            "https://example.org/cat.jpg",
            new Example.Predicted("cat", "cats-vs-dogs", "3"));

    @Test
    void whatTheFirstVersionWroteIsRead() throws IOException {
        assertReads("prediction.json", new PredictionSerde(), Examples.PREDICTION);
        assertReads("feedback.json", new FeedbackSerde(), Examples.FEEDBACK);
        assertReads("model-event.json", new ModelEventSerde(), Examples.MODEL_EVENT);
        assertReads("redrive.json", new RedriveSerde(), REDRIVE);
    }

    @Test
    void anExampleOfTheFirstVersionIsRead() throws IOException {
        List<String> lines = new ArrayList<>();
        EXAMPLE.addTo(new RecordHeaders())
                .forEach(header -> lines.add(header.key() + ": " + new String(header.value(), UTF_8)));
        byte[] stored =
                Format1.stored("example-headers.txt", String.join("\n", lines).getBytes(UTF_8));

        Headers headers = new RecordHeaders();
        new String(stored, UTF_8)
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(header -> headers.add(header[0], header[1].getBytes(UTF_8)));

        assertThat(Example.of(EXAMPLE.id(), headers)).isEqualTo(EXAMPLE);
    }

    /** An older writer knows none of the fields that the schemas do not require. */
    @Test
    void eventsWithoutWhatCameLaterAreRead() throws IOException {
        assertReadsRequired("prediction", new PredictionSerde(), Examples.PREDICTION);
        assertThatCode(() ->
                        new FeedbackReader().read(Records.of("k", required("feedback", Examples.FEEDBACK), Map.of())))
                .doesNotThrowAnyException();
        assertReadsRequired("model-event", new ModelEventSerde(), Examples.MODEL_EVENT);
        assertThatCode(() -> new ImageEventReader().read(Records.of("k", required("image", Examples.IMAGE), Map.of())))
                .doesNotThrowAnyException();
    }

    /** A newer writer adds fields at every level. */
    @Test
    void fieldsOfALaterVersionAreLeftAlone() throws IOException {
        assertReadsMore(new PredictionSerde(), Examples.PREDICTION);
        assertReadsMore(new FeedbackSerde(), Examples.FEEDBACK);
        assertReadsMore(new ModelEventSerde(), Examples.MODEL_EVENT);
        assertReadsMore(new RedriveSerde(), REDRIVE);

        ObjectNode image = Json.mapper().valueToTree(Examples.IMAGE);
        image.putObject("addedLater").put("a", 1);
        assertThat(new ImageEventReader().read(Records.of("k", image.toString(), Map.of())))
                .isEqualTo(Examples.IMAGE);
    }

    private static <T> void assertReads(String file, Serde<T> serde, T event) throws IOException {
        byte[] stored = Format1.stored(file, serde.serializer().serialize("t", event));
        assertThat(serde.deserializer().deserialize("t", stored)).isEqualTo(event);
        assertHasAllOf(
                Json.mapper().readTree(stored),
                Json.mapper().readTree(serde.serializer().serialize("t", event)));
    }

    /** Readers of the first version find in what is written now all that they know. */
    private static void assertHasAllOf(JsonNode first, JsonNode now) {
        if (!first.isObject()) {
            assertThat(now).isEqualTo(first);
            return;
        }
        first.fields().forEachRemaining(field -> {
            assertThat(now.has(field.getKey())).as(field.getKey()).isTrue();
            assertHasAllOf(field.getValue(), now.get(field.getKey()));
        });
    }

    private static <T> void assertReadsRequired(String schema, Serde<T> serde, T event) throws IOException {
        assertThat(serde.deserializer().deserialize("t", required(schema, event).getBytes(UTF_8)))
                .as(schema)
                .isNotNull();
    }

    private static <T> void assertReadsMore(Serde<T> serde, T event) throws IOException {
        JsonNode written = Json.mapper().readTree(serde.serializer().serialize("t", event));
        addEverywhere(written);
        assertThat(serde.deserializer().deserialize("t", written.toString().getBytes(UTF_8)))
                .usingRecursiveComparison()
                .ignoringFields("attributes", "details")
                .isEqualTo(event);
    }

    private static String required(String schema, Object event) throws IOException {
        ObjectNode all = (ObjectNode) Json.mapper().readTree(Json.mapper().writeValueAsString(event));
        List<String> required = new ArrayList<>();
        Json.mapper()
                .readTree(Files.readString(Path.of("docs/schemas/" + schema + ".schema.json")))
                .get("required")
                .forEach(name -> required.add(name.asText()));
        return all.retain(required).toString();
    }

    private static void addEverywhere(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(EventVersionsTest::addEverywhere);
            object.putObject("addedLater").put("a", 1);
        } else if (node instanceof ArrayNode array) {
            array.forEach(EventVersionsTest::addEverywhere);
        }
    }
}
