package io.sightline.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.EventTopics;
import io.sightline.event.Json;
import io.sightline.http.RunningService.Answer;
import io.sightline.kafka.BrokerExtension;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiIT {
    private static final String PREDICT = "/v1/models/surfaces:predict";

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    static Path folder;

    private RunningService service;

    @BeforeAll
    void start() throws Exception {
        service = new RunningService(broker, folder);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void whoListensGoesOnWhereTheConnectionWasCut() throws Exception {
        String seen;
        try (EventLines before = new EventLines(service.uri("/api/events"), null)) {
            service.send("cut-1");
            EventLines.Event event = before.next("prediction");
            while (!event.data().path("id").asText().equals("cut-1")) {
                event = before.next("prediction");
            }
            seen = event.id();
        }
        service.send("cut-2");

        try (EventLines after = new EventLines(service.uri("/api/events"), seen)) {
            assertThat(after.next("prediction").data().path("id").asText())
                    .as("neither twice nor left out")
                    .isEqualTo("cut-2");
        }
    }

    @Test
    void aPictureOfAPredictionIsShownAndNothingElse() throws Exception {
        try (EventLines events = new EventLines(service.uri("/api/events"), null)) {
            service.send("shown-1");
            JsonNode prediction = events.next("prediction").data();

            HttpResponse<byte[]> picture =
                    service.get(prediction.path("picture").asText());
            assertThat(picture.headers().firstValue("content-type")).hasValue("image/jpeg");
            assertThat(picture.body()).startsWith(0xff, 0xd8);
            assertThat(service.get("/api/pictures/0/987654").statusCode()).isEqualTo(404);
            assertThat(service.get("/api/pictures/0/etc").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPictureThatComesByHttpIsClassifiedAsInTheStream() throws Exception {
        JsonNode streamed;
        try (EventLines events = new EventLines(service.uri("/api/events"), null)) {
            service.send("scored-1");
            streamed = events.next("prediction").data();
        }
        String b64 = Base64.getEncoder().encodeToString(RunningService.picture());

        Answer raw = service.post(PREDICT, "image/jpeg", RunningService.picture());
        Answer curl = service.post(
                PREDICT,
                "application/x-www-form-urlencoded",
                ("{\"instances\":[{\"b64\":\"" + b64 + "\"}]}").getBytes(UTF_8));
        Answer json = service.post(
                PREDICT, "{\"instances\":[{\"b64\":\"" + b64 + "\"},{\"image\":{\"b64\":\"" + b64 + "\"}}]}");

        assertThat(raw.status()).isEqualTo(200);
        assertThat(json.body().path("predictions")).hasSize(2);
        for (JsonNode prediction : new JsonNode[] {
            curl.body().path("predictions").get(0),
            raw.body().path("predictions").get(0),
            json.body().path("predictions").get(1)
        }) {
            assertThat(prediction.path("label").asText())
                    .isEqualTo(streamed.path("label").asText());
            assertThat(prediction.path("probability").asDouble())
                    .isCloseTo(streamed.path("probability").asDouble(), within(1e-4));
            assertThat(prediction.path("probabilities")).hasSize(3);
        }
    }

    @Test
    void numbersAreAPictureToo() throws Exception {
        Answer answer = service.post(PREDICT, "{\"instances\":[[[[255,0,0],[0,0,255]],[[0,255,0],[9.4,9,9]]]]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);

        assertThat(service.post(PREDICT, "{\"instances\":[[[[256,0,0]]]]}").status())
                .isEqualTo(400);
        assertThat(service.post(PREDICT, "{\"instances\":[[[1,2],[3]]]}").status())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeClassifiedIsAnErrorWithItsReason() throws Exception {
        Answer broken = service.post(PREDICT, "image/png", "no picture".getBytes(UTF_8));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body().path("error").asText()).contains("instances[0]", "unsupported-format");

        assertThat(service.post(PREDICT, "{\"instances\":[]}").status()).isEqualTo(400);
        assertThat(service.post(PREDICT, "{\"instances\":[{\"b64\":\"?\"}]}").status())
                .isEqualTo(400);
        assertThat(service.post(PREDICT, "text/plain", new byte[1]).status()).isEqualTo(415);
        assertThat(service.post(PREDICT, "{\"instances\":[[[" + "0,".repeat(4_000_000) + "0]]]}")
                        .body()
                        .path("error")
                        .asText())
                .contains("4000000 values", "b64");
        String many = "{\"b64\":\"\"},".repeat(17);
        assertThat(service.post(PREDICT, "{\"instances\":[" + many.substring(0, many.length() - 1) + "]}")
                        .status())
                .isEqualTo(413);
        assertThat(service.post("/v1/models/cats:predict", "image/jpeg", RunningService.picture())
                        .status())
                .isEqualTo(404);
        assertThat(service.post("/v1/models/surfaces/versions/77:predict", "image/jpeg", RunningService.picture())
                        .status())
                .isEqualTo(404);
        assertThat(service.json("/v1/models/surfaces")
                        .path("model_version_status")
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("AVAILABLE");
    }

    @Test
    void aVersionIsPromotedAndTakenBack() throws Exception {
        Bundle better = TestModels.writeRetrained(folder.resolve("better"), 0.3f, "ok", "scratch", "dent");
        int version;
        try (ModelRegistry models = ModelRegistry.open(service.settings(), "test")) {
            version = models.publish(better, Change.by("anna", "more pictures")).version();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(service.json("/api/models").path("versions")).hasSizeGreaterThan(1));
        Answer promoted = service.post("/api/models/promote", "{\"version\":" + version + ",\"why\":\"looks good\"}");
        assertThat(promoted.status()).as(promoted.toString()).isEqualTo(200);
        awaitServed(String.valueOf(version));

        assertThat(service.post("/api/models/promote", "{\"version\":" + version + "}")
                        .status())
                .as("it is the champion already")
                .isEqualTo(409);
        assertThat(service.post("/api/models/promote", "{}").status()).isEqualTo(400);

        assertThat(service.post("/api/models/rollback", "{}").status()).isEqualTo(200);
        awaitServed("1");
        assertThat(service.json("/api/models").path("champion").path("by").asText())
                .isNotEmpty();
    }

    @Test
    void aDeadLetterIsSentAgainOnce() throws Exception {
        try (EventLines events = new EventLines(service.uri("/api/events"), null)) {
            service.sendText("broken-1", "{not json");
            JsonNode letter = events.next("dead-letter").data();
            assertThat(letter.path("reason").asText()).isEqualTo("malformed-event");
            String redrive = "/api/dead-letters/" + letter.path("partition").asInt() + "/"
                    + letter.path("offset").asLong() + "/redrive";

            assertThat(service.post(redrive, "{}").status()).isEqualTo(201);
            assertThat(events.next("dead-letter").data().path("id").asText()).isEqualTo("broken-1");
            assertThat(service.post(redrive, "{}").status()).isEqualTo(409);
        }
    }

    @Test
    void feedbackIsHeldToTheRulesOfItsTopic() throws Exception {
        assertThat(service.post("/api/feedback", "{\"id\":\"a\"}").status()).isEqualTo(400);
        assertThat(service.post("/api/feedback", "{\"id\":\"a\",\"label\":\" \"}")
                        .status())
                .isEqualTo(400);
        assertThat(service.post("/api/feedback", "{\"id\":\"a\",\"label\":\"ok\",\"uri\":\"http://10.0.0.1/x\"}")
                        .status())
                .isEqualTo(201);
        assertThat(service.post("/api/feedback", "{\"id\":\"b\",\"label\":null,\"annotator\":\"anna\"}")
                        .status())
                .isEqualTo(201);

        assertThat(broker.read(service.settings().topic(EventTopics.FEEDBACK), 2))
                .extracting(HttpApiIT::json)
                .anySatisfy(event -> assertThat(event.has("uri")).isFalse())
                .anySatisfy(event -> {
                    assertThat(event.path("label").isNull()).isTrue();
                    assertThat(event.path("annotator").asText()).isEqualTo("anna");
                });
    }

    @Test
    void probesAndScrapersAreAnswered() throws Exception {
        for (String path : new String[] {"/health", "/health/live", "/health/ready", "/health/started"}) {
            assertThat(service.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(new String(service.get("/metrics").body(), UTF_8)).contains("sightline_images_total");
        assertThat(service.json("/api/stats").has("points")).isTrue();
    }

    private void awaitServed(String version) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                service.json("/api/models").path("served").asText())
                        .isEqualTo(version));
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.mapper().readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
