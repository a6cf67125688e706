package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.EventTopics;
import io.sightline.event.Feedback;
import io.sightline.event.FeedbackSerde;
import io.sightline.fixtures.Chromium;
import io.sightline.kafka.BrokerExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, in the hands of a reviewer. */
class PageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SELECTED = "document.querySelector('.card[aria-current=true]')";

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    @Test
    void aReviewersKeysBecomeRecordsOnTheFeedbackTopic() throws Exception {
        try (Chromium chromium = Chromium.start(folder.resolve("profile"));
                RunningService service = new RunningService(broker, folder)) {
            service.send("part-1");
            service.send("part-2");
            service.send("part-3");
            chromium.open(service.uri("/"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chromium.run("document.querySelectorAll('.card').length")
                                    .asInt())
                            .isEqualTo(3));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chromium.run("document.querySelectorAll('.choice').length")
                                    .asInt())
                            .as("the classes")
                            .isEqualTo(3));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chromium.run(
                                            "[...document.querySelectorAll('.card img')].filter(i => i.naturalWidth > 0).length")
                                    .asInt())
                            .as("pictures that can be seen")
                            .isEqualTo(3));

            chromium.press("j");
            String corrected = selectedId(chromium);
            chromium.press("3");
            String confirmed = selectedId(chromium);
            String predicted =
                    chromium.run(SELECTED + ".querySelector('em').textContent").asText();
            chromium.press("Enter");
            String renamed = selectedId(chromium);
            chromium.press("n");
            chromium.type("tape");
            chromium.press("Enter");

            List<Feedback> said = broker.read(service.settings().topic(EventTopics.FEEDBACK), 3).stream()
                    .map(PageIT::feedback)
                    .toList();
            assertThat(said)
                    .extracting(Feedback::id, Feedback::label)
                    .containsExactlyInAnyOrder(
                            tuple(corrected, "dent"), tuple(confirmed, predicted), tuple(renamed, "tape"));
            assertThat(List.of(corrected, confirmed, renamed)).doesNotHaveDuplicates();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chromium.run("document.querySelectorAll('.mark').length")
                                    .asInt())
                            .as("pictures that are marked as labelled")
                            .isEqualTo(3));

            // in a quiet moment there is no latency to draw
            await().atMost(PATIENCE).until(() -> {
                JsonNode points = service.json("/api/stats").path("points");
                return !points.isEmpty() && !points.get(points.size() - 1).has("p50Ms");
            });
            chromium.run("window.drawn = document.querySelector('#charts figure')");
            await().atMost(PATIENCE)
                    .until(() -> chromium.run("document.querySelector('#charts figure') !== window.drawn")
                            .asBoolean());
            assertThat(chromium.run("document.getElementById('charts').innerHTML")
                            .asText())
                    .contains("<path")
                    .doesNotContain("NaN");

            assertThat(chromium.errors()).isEmpty();
            assertThat(chromium.requests())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request).startsWith(service.uri("/").toString()));
        }
    }

    private static String selectedId(Chromium chromium) throws Exception {
        JsonNode name = chromium.run(SELECTED + ".getAttribute('aria-label')");
        return name.asText().split(", ")[2];
    }

    private static Feedback feedback(ConsumerRecord<byte[], byte[]> record) {
        try (FeedbackSerde serde = new FeedbackSerde()) {
            return serde.deserializer().deserialize(record.topic(), record.value());
        }
    }
}
