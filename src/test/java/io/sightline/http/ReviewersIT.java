package io.sightline.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.event.EventTopics;
import io.sightline.fixtures.Chromium;
import io.sightline.kafka.BrokerExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several people label pictures at a time: one on the page in a real browser, others elsewhere. */
class ReviewersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CARD =
            "[...document.querySelectorAll('.card')]" + ".find(card => card.getAttribute('aria-label').includes('%s'))";

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    @Test
    void whatOthersHaveLabelledIsNotAskedForAgain() throws Exception {
        try (Chromium chromium = Chromium.start(folder.resolve("profile"));
                RunningService service = new RunningService(broker, folder)) {
            service.send("part-1");
            service.send("part-2");
            service.send("part-3");
            labelByProgram(service, "part-1", "\"scratch\"");
            chromium.open(service.uri("/"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cards(chromium)).isEqualTo(3));
            awaitMark(chromium, "part-1", "✓ scratch"); // said before the page was opened

            assertThat(service.post("/api/feedback", "{\"id\":\"part-2\",\"label\":\"tape\"}")
                            .status())
                    .isEqualTo(201); // in another browser
            awaitMark(chromium, "part-2", "✓ tape");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(chromium.run("document.querySelector('.card').getAttribute('aria-label')")
                                            .asText())
                                    .as("the first of those to be labelled")
                                    .contains("part-3"));

            labelByProgram(service, "part-2", "null");
            awaitMark(chromium, "part-2", ""); // its reviewer has taken it back
            assertThat(chromium.errors()).isEmpty();
        }
    }

    private static void labelByProgram(RunningService service, String id, String label) {
        broker.send(List.of(new ProducerRecord<>(
                service.settings().topic(EventTopics.FEEDBACK),
                id.getBytes(UTF_8),
                ("{\"id\":\"" + id + "\",\"label\":" + label + "}").getBytes(UTF_8))));
    }

    private static int cards(Chromium chromium) throws Exception {
        return chromium.run("document.querySelectorAll('.card').length").asInt();
    }

    private static void awaitMark(Chromium chromium, String id, String mark) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                chromium.run(CARD.formatted(id) + "?.querySelector('.mark')?.textContent ?? ''")
                                        .asText())
                        .isEqualTo(mark));
    }
}
