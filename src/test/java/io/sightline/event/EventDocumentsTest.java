package io.sightline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sightline.config.Settings;
import io.sightline.kafka.TopicSpec;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents about events say what the code does. */
class EventDocumentsTest {
    private static final Path DOCS = Path.of("docs");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void whatIsWrittenIsValid() throws IOException {
        assertThat(problems("image", Json.mapper().writeValueAsString(Examples.IMAGE)))
                .isEmpty();
        assertThat(problems("prediction", Json.mapper().writeValueAsString(Examples.PREDICTION)))
                .isEmpty();
        assertThat(problems("feedback", Json.mapper().writeValueAsString(Examples.FEEDBACK)))
                .isEmpty();
        assertThat(problems("model-event", Json.mapper().writeValueAsString(Examples.MODEL_EVENT)))
                .isEmpty();
    }

    @Test
    void theExamplesOfTheSchemasAreWhatIsWritten() throws IOException {
        assertThat(schema("image").at("/examples/0")).isEqualTo(Json.mapper().valueToTree(Examples.IMAGE));
        assertThat(schema("prediction").at("/examples/0"))
                .isEqualTo(Json.mapper().readTree(Json.mapper().writeValueAsString(Examples.PREDICTION)));
        assertThat(schema("feedback").at("/examples/0")).isEqualTo(Json.mapper().valueToTree(Examples.FEEDBACK));
        assertThat(schema("model-event").at("/examples/0"))
                .isEqualTo(Json.mapper().readTree(Json.mapper().writeValueAsString(Examples.MODEL_EVENT)));
    }

    @Test
    void schemasAndRecordsHaveTheSameFields() throws IOException {
        // content is the picture itself, which travels outside JSON
        assertThat(fields(ImageEvent.class, "content"))
                .isEqualTo(names(schema("image").at("/properties")));
        assertThat(fields(Prediction.class))
                .isEqualTo(names(schema("prediction").at("/properties")));
        assertThat(fields(Prediction.ClassProbability.class))
                .isEqualTo(names(schema("prediction").at("/properties/classes/items/properties")));
        assertThat(fields(Prediction.Model.class))
                .isEqualTo(names(schema("prediction").at("/properties/model/properties")));
        assertThat(fields(Prediction.Durations.class))
                .isEqualTo(names(schema("prediction").at("/properties/durations/properties")));
        assertThat(fields(Feedback.class)).isEqualTo(names(schema("feedback").at("/properties")));
        assertThat(fields(ModelEvent.class))
                .isEqualTo(names(schema("model-event").at("/properties")));
        List<String> types = new ArrayList<>();
        schema("model-event").at("/properties/type/enum").forEach(type -> types.add(type.asText()));
        assertThat(types)
                .isEqualTo(Arrays.stream(ModelEvent.Type.values())
                        .map(type -> Json.mapper().convertValue(type, String.class))
                        .toList());
    }

    static List<String> events() {
        List<String> events = new ArrayList<>(List.of(
                "{\"uri\":\"file:///1.jpg\"}",
                "{\"uri\":\"s3://bucket/1.jpg\",\"id\":null,\"capturedAt\":null,\"sha256\":null,\"attributes\":null}",
                "{\"uri\":\"data:image/png;base64," + "A".repeat(10_000) + "\"}",
                "{\"uri\":\"file:///1.jpg\",\"attributes\":{\"a\":[1]},\"other\":{}}",
                "{\"uri\":\"file:///1.jpg\",\"capturedAt\":\"2026-11-03t10:15:30z\"}",
                "{\"uri\":\"file:///1.jpg\",\"capturedAt\":\"2026-11-03\"}",
                "{\"uri\":\"file:///1.jpg\",\"capturedAt\":\"2026-11-03T10:15:60Z\"}",
                "{\"uri\":\"file:///1.jpg\",\"capturedAt\":\"2026-13-03T10:15:30Z\"}",
                "{\"uri\":\"file:///1.jpg\",\"capturedAt\":1793700930}",
                "{\"uri\":\"file:///1.jpg\",\"id\":\"" + "x".repeat(1024) + "\"}",
                "{\"uri\":\"file:///1.jpg\",\"id\":\"a b\\u00e9\\ud83d\\ude00\"}",
                "{\"uri\":\"file:///1.jpg\",\"id\":\"a\\u0085\"}",
                "{\"uri\":\"file:///1.jpg\",\"sha256\":\"" + "aB".repeat(32) + "\"}",
                "{\"uri\":\"file:///1.jpg\",\"sha256\":\"" + "g".repeat(64) + "\"}",
                "{\"uri\":\"file:\"}",
                "{\"uri\":\":x\"}",
                "{\"uri\":\"\"}",
                "{\"uri\":\"1a:x\"}"));
        // Duplicates, cut text, half surrogates and the like are no matter of the schema.
        ImageEventReaderTest.malformed()
                .map(arguments -> (String) arguments.get()[0])
                .filter(event -> event.startsWith("{") && isPlainJson(event) && !event.contains("9999-12-31"))
                .forEach(events::add);
        return events;
    }

    @ParameterizedTest
    @MethodSource("events")
    void theReaderAndTheSchemaAgree(String event) throws IOException {
        boolean read = true;
        try {
            new ImageEventReader().read(Records.of("k", event, Map.of()));
        } catch (ImageRejectedException e) {
            read = false;
        }
        assertThat(problems("image", event).isEmpty()).as(event).isEqualTo(read);
    }

    @Test
    void everyReasonIsDocumented() throws IOException {
        List<String> codes = new ArrayList<>();
        asyncApi()
                .at("/components/messages/deadLetter/headers/properties/sightline.reason/enum")
                .forEach(code -> codes.add(code.asText()));
        assertThat(codes)
                .containsExactly(Arrays.stream(DeadLetterReason.values())
                        .map(DeadLetterReason::code)
                        .toArray(String[]::new));

        String page = Files.readString(DOCS.resolve("events.md"));
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            assertThat(page).contains("| `" + reason.code() + "` | " + reason.help() + " |");
        }
    }

    @Test
    void everyHeaderOfADeadLetterIsDocumented() throws IOException {
        TreeSet<String> written = new TreeSet<>();
        DeadLetter.headers(
                        Records.of("k", "v", Map.of()),
                        new ImageRejectedException(DeadLetterReason.NOT_FOUND, "nothing there"))
                .forEach(header -> written.add(header.key()));

        assertThat(names(asyncApi().at("/components/messages/deadLetter/headers/properties")))
                .isEqualTo(written);
    }

    @Test
    void theTopicsAreTheOnesThatAreCreated() throws IOException {
        JsonNode channels = asyncApi().get("channels");
        List<TopicSpec> specs = EventTopics.specs(new Settings(Map.of()));

        assertThat(names(channels))
                .isEqualTo(new TreeSet<>(specs.stream().map(TopicSpec::name).toList()));
        for (TopicSpec spec : specs) {
            JsonNode kafka = channels.get(spec.name()).at("/bindings/kafka");
            assertThat(kafka.get("partitions").asInt()).isEqualTo(spec.partitions());
            assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").asText())
                    .isEqualTo(spec.settings().get("cleanup.policy"));
            assertThat(kafka.at("/topicConfiguration/retention.ms").asText(""))
                    .isEqualTo(spec.settings().getOrDefault("retention.ms", ""));
            assertThat(channels.get(spec.name()).get("address").asText()).isEqualTo(spec.name());
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = asyncApi();
        for (JsonNode reference : document.findValues("$ref")) {
            String target = reference.asText();
            if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(DOCS.resolve(target)).exists();
            }
        }
    }

    private List<Error> problems(String name, String json) throws IOException {
        Schema schema = registry.getSchema(Files.readString(schemaFile(name)), InputFormat.JSON);
        return schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static JsonNode schema(String name) throws IOException {
        return Json.mapper().readTree(schemaFile(name).toFile());
    }

    private static Path schemaFile(String name) {
        return DOCS.resolve("schemas").resolve(name + ".schema.json");
    }

    private static JsonNode asyncApi() throws IOException {
        return new YAMLMapper().readTree(DOCS.resolve("asyncapi.yaml").toFile());
    }

    private static TreeSet<String> fields(Class<? extends Record> type, String... except) {
        TreeSet<String> names = new TreeSet<>(Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        List.of(except).forEach(names::remove);
        return names;
    }

    private static TreeSet<String> names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isPlainJson(String text) {
        try {
            return new StrictJson().parse(text).isObject();
        } catch (ImageRejectedException e) {
            return false;
        }
    }
}
