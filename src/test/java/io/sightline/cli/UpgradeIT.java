package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.dataset.ColouredPictures;
import io.sightline.event.EventTopics;
import io.sightline.event.PredictionSerde;
import io.sightline.kafka.TopicReader;
import io.sightline.model.TestModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator restarts the service, gives its topics more partitions and lets it read everything again, with
 * Kafka's own tools and the commands of the page about upgrades. Every picture is counted, before and after.
 */
@DisabledOnOs(OS.WINDOWS)
class UpgradeIT {
    private static final Path UPGRADE = Path.of("docs/upgrade.md");
    private static final int PICTURES = 30;

    @TempDir
    Path folder;

    private DocumentShell shell;

    @BeforeEach
    void aServiceOfEightPartitions() throws Exception {
        shell = new DocumentShell(folder);
        TestModels.write(folder.resolve("model"), "ok", "scratch");
        ColouredPictures.write(folder.resolve("before"), "red", PICTURES, 1);
        ColouredPictures.write(folder.resolve("after"), "green", PICTURES, 2);
        shell.startBroker();
        shell.run("./sightline topics create");
        startService();
    }

    @AfterEach
    void stop() throws InterruptedException {
        shell.close();
    }

    @Test
    void everyPictureIsCountedOnceAndAgainOnlyWhereItIsReadAgain() throws Exception {
        shell.run("./sightline images send before");
        awaitPredictions(PICTURES);
        type("## Before");

        shell.stopLast();
        startService();
        type("## A rolling restart");

        morePartitions();
        shell.run("./sightline images send after");
        awaitPredictions(2 * PICTURES);
        assertThat(predictions().values()).as("predictions of each picture").containsOnly(1);
        assertThat(shell.run("./sightline topics list")).containsPattern("images +16 ");
        shell.run("./sightline feedback send before"); // on predictions of before
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(shell.examples()).isEqualTo(PICTURES));

        shell.stopLast();
        type("## Reading everything again");
        startService();
        awaitPredictions(4 * PICTURES);
        shell.run("./sightline feedback send after"); // behind all that is read again
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(shell.examples()).isEqualTo(2 * PICTURES));
        shell.stopLast();
        assertThat(predictions().values()).as("predictions of each picture").containsOnly(2);
        assertThat(predictions()).hasSize(2 * PICTURES);
        assertThat(shell.run("./sightline dead-letters list"))
                .as("dead letters")
                .isEmpty();
        shell.assertAllTyped(DocumentedCommand.of(UPGRADE));
    }

    private void morePartitions() throws Exception {
        boolean stopped = false;
        for (DocumentedCommand command : DocumentedCommand.of(UPGRADE, "## Changing the number of partitions")) {
            if (command.startsWith("curl")) {
                await().atMost(DocumentShell.PATIENCE)
                        .untilAsserted(() -> assertThat(shell.run(command).lines())
                                .contains("sightline_images_in_flight 0.0")
                                .anyMatch(line -> line.contains("topic=\"images\""))
                                .allMatch(line -> line.endsWith(" 0.0")));
            } else {
                if (!stopped) {
                    shell.stopLast();
                    stopped = true;
                }
                shell.run(command);
            }
        }
        startService();
    }

    private void type(String heading) throws Exception {
        for (DocumentedCommand command : DocumentedCommand.of(UPGRADE, heading)) {
            shell.run(command);
        }
    }

    private void startService() throws Exception {
        shell.service(shell.start("./sightline serve --model model --set image.file.roots=\"$PWD/before,$PWD/after\""));
    }

    private void awaitPredictions(int count) {
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(predictions().values().stream()
                                .mapToInt(each -> each)
                                .sum())
                        .isEqualTo(count));
    }

    /** How many committed predictions there are of each picture, by its id. */
    private Map<String, Integer> predictions() {
        Map<String, Integer> counts = new TreeMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(shell.clients(), EventTopics.PREDICTIONS);
                PredictionSerde serde = new PredictionSerde()) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(100))
                        .forEach(record -> counts.merge(
                                serde.deserializer()
                                        .deserialize(record.topic(), record.value())
                                        .id(),
                                1,
                                Integer::sum));
            }
        }
        return counts;
    }
}
