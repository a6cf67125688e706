package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.dataset.ColouredPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer goes through the README command by command, and looks at the page about HTTP. */
@DisabledOnOs(OS.WINDOWS)
class ReadmeIT {
    private static final Path README = Path.of("README.md");
    private static final Path HTTP = Path.of("docs/http.md");

    @TempDir
    Path folder;

    private DocumentShell shell;

    @BeforeEach
    void pictures() throws IOException {
        writePictures("photos", "cat", 40);
        writePictures("photos", "dog", 40);
        writePictures("more-photos", "cat", 10);
        writePictures("more-photos", "dog", 10);
        Files.copy(folder.resolve("photos/cat/red-0.png"), folder.resolve("photos/cat/felix.jpg"));
        shell = new DocumentShell(folder);
        shell.set("SIGHTLINE_STATE_DIR", folder.resolve("state").toString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        shell.close();
    }

    @Test
    void everyCommandOfTheFirstHourDoesWhatItSays() throws Exception {
        List<DocumentedCommand> first = DocumentedCommand.of(README, "## The first five minutes");
        shell.run(matching(first, "./sightline train"));
        assertThat(folder.resolve("models/pets/1/report.html")).exists();
        shell.run(matching(first, "./sightline evaluate"));
        assertThat(shell.run(matching(first, "./sightline predict"))).contains("cat");

        shell.broker(shell.start(matching(first, "./sightline broker")));
        shell.run(matching(first, "./sightline topics create"));
        Path service = shell.start(matching(first, "./sightline serve"));

        shell.run(matching(first, "./sightline images send"));
        Path tail = shell.start(matching(first, "./sightline predictions tail"));
        awaitPredictions(tail, service, 81);
        shell.run(matching(first, "./sightline dead-letters list"));
        othersClients(first, service);
        shell.service(service);
        for (DocumentedCommand command : DocumentedCommand.of(HTTP)) {
            assertThat(shell.run(command)).contains("\"predictions\"", "\"cat\"");
        }

        List<DocumentedCommand> better = DocumentedCommand.of(README, "## A better model");
        shell.run(matching(better, "./sightline train"));
        shell.run(matching(better, "./sightline evaluate"));
        assertThat(folder.resolve("report.html")).exists();
        shell.run(matching(better, "./sightline summary"));
        shell.run("./sightline models publish models/pets --promote");

        shell.run(matching(first, "./sightline feedback send --id"));
        shell.run(matching(first, "./sightline feedback send more-photos"));
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(shell.examples())
                        .as(() -> "labelled pictures kept; the service said " + DocumentShell.text(service))
                        .isEqualTo(21));
        assertThat(shell.run(matching(first, "./sightline examples list"))).contains("cat", "dog");
        shell.start(matching(first, "./sightline models events"));
        assertThat(shell.run(matching(first, "./sightline models list"))).contains("champion");
        assertThat(shell.run(matching(first, "./sightline models rollback"))).contains("version 1");
        shell.assertAllTyped(DocumentedCommand.of(README));
    }

    /** Kafka's own tools: an event is typed in, and what the service makes of a picture is read. */
    private void othersClients(List<DocumentedCommand> commands, Path service) throws Exception {
        DocumentedCommand consumer = matching(commands, "kafka-console-consumer.sh");
        Path read = shell.start(consumer);
        await().atMost(DocumentShell.PATIENCE).untilAsserted(() -> {
            // It reads what comes once it has begun, which it does not tell.
            shell.run("./sightline images send photos/cat/felix.jpg");
            assertThat(Files.readString(read))
                    .as(() -> "a prediction; the service said " + DocumentShell.text(service))
                    .contains("\"label\":");
        });
        shell.run(matching(commands, "kafka-console-producer.sh"));
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(
                        () -> assertThat(Files.readString(read) + shell.run("./sightline dead-letters list --json"))
                                .as("what was typed came out, one way or the other")
                                .contains("cam7/000123", "https://example.org/dog.jpg"));
    }

    private static void awaitPredictions(Path tail, Path service, int count) {
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(tail).lines())
                        .as(() -> "predictions; the service said " + DocumentShell.text(service))
                        .hasSize(count));
    }

    private void writePictures(String data, String label, int count) throws IOException {
        String colour = label.equals("cat") ? "red" : "blue";
        ColouredPictures.write(folder.resolve(data), colour, count, data.hashCode());
        Files.move(folder.resolve(data).resolve(colour), folder.resolve(data).resolve(label));
    }

    private static DocumentedCommand matching(List<DocumentedCommand> commands, String start) {
        List<DocumentedCommand> found = new ArrayList<>(commands);
        found.removeIf(command -> !command.startsWith(start));
        assertThat(found).as("a command that begins with " + start).isNotEmpty();
        return found.get(0);
    }
}
