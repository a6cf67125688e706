package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.dataset.ColouredPictures;
import io.sightline.image.TestPictures;
import io.sightline.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An operator reads all pages and types every command that stands there, beside a service that runs. */
@DisabledOnOs(OS.WINDOWS)
class OperatingIT {
    /** Those who read these pages begin with nothing, or bring the service down. */
    private static final Set<Path> READ_BY_OTHERS = Set.of(
            Path.of("README.md"),
            Path.of("docs", "http.md"),
            Path.of("docs", "cats-vs-dogs.md"),
            Path.of("docs", "upgrade.md"));

    private static final String LABELLED = "ok";
    private static final int PICTURES = 40;

    @TempDir
    Path folder;

    private DocumentShell shell;

    @BeforeEach
    void aServiceThatHasWorkedForAWhile() throws Exception {
        shell = new DocumentShell(folder);
        TestModels.write(folder.resolve("models/surfaces"), LABELLED, "scratch");
        Files.write(folder.resolve("photo.jpg"), TestPictures.jpeg(60, 40));
        writePictures(LABELLED, "green");
        writePictures("scratch", "red");
        Files.createDirectories(folder.resolve("docs"));
        shell.startBroker();
        shell.run("./sightline topics create");
        shell.service(shell.start("./sightline serve --model models/surfaces --set image.file.roots=\"$PWD/photos\""
                + " --set image.http.allow.private=true"));
        for (int version = 2; version <= 4; version++) {
            shell.run("./sightline models publish models/surfaces --promote --why change");
        }
        // A source that is away, as the page about events has it.
        shell.run(new DocumentedCommand(
                "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic images",
                "{\"id\": \"cam7/000123\", \"uri\": \"http://127.0.0.1:1/cat.jpg\"}\n"));
        shell.run("./sightline images send photos");
        shell.run("./sightline feedback send photos");
        await().atMost(DocumentShell.PATIENCE)
                .until(() -> shell.run("./sightline dead-letters list").contains("cam7/000123"));
        await().atMost(DocumentShell.PATIENCE)
                .untilAsserted(() -> assertThat(shell.examples()).isEqualTo(2 * PICTURES));
    }

    @AfterEach
    void stop() throws InterruptedException {
        shell.close();
    }

    @Test
    void everyCommandOfThePagesWorks() throws Exception {
        for (Path document : DocumentedCommand.documents()) {
            if (READ_BY_OTHERS.contains(document)) {
                continue;
            }
            List<DocumentedCommand> commands = DocumentedCommand.of(document);
            for (DocumentedCommand command : commands) {
                if (NotRun.reason(command).isEmpty()) {
                    type(command);
                }
            }
            shell.assertAllTyped(commands);
        }
        assertThat(folder.resolve("docs/configuration.md")).hasSameTextualContentAs(Path.of("docs/configuration.md"));
        assertThat(folder.resolve("version-3/model.json")).exists();
        assertThat(folder.resolve("surfaces-3/model.json")).exists();
    }

    private void type(DocumentedCommand command) throws Exception {
        if (command.startsWith("./sightline serve")) {
            shell.set("SIGHTLINE_STATE_DIR", folder.resolve("state of another").toString());
            Path out = shell.start(command);
            shell.awaitReady(out);
            shell.stopLast();
        } else if (command.line().endsWith(" --follow")) {
            Path out = shell.start(command);
            await().atMost(DocumentShell.PATIENCE).until(() -> Files.size(out) > 0);
            shell.stopLast();
        } else {
            shell.run(command);
        }
    }

    private void writePictures(String label, String colour) throws IOException {
        ColouredPictures.write(folder.resolve("photos"), colour, PICTURES, label.hashCode());
        Files.move(
                folder.resolve("photos").resolve(colour),
                folder.resolve("photos").resolve(label));
    }
}
