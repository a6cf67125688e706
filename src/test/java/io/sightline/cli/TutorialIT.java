package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.dataset.catsdogs.PetArchives;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer follows the page about cats and dogs from its first command to its last, with an archive of few pictures. */
@DisabledOnOs(OS.WINDOWS)
class TutorialIT {
    private static final Path TUTORIAL = Path.of("docs/cats-vs-dogs.md");

    @TempDir
    Path folder;

    @Test
    void fromAnArchiveOfPicturesToARunningService() throws Exception {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 60);
        try (DocumentShell shell = new DocumentShell(folder)) {
            // Whoever has the archive gives it; the command without it finds that the data is there.
            shell.run("./sightline dataset cats-vs-dogs --out data/pets --archive " + archive);
            List<DocumentedCommand> commands = DocumentedCommand.of(TUTORIAL);
            for (DocumentedCommand command : commands) {
                if (command.startsWith("./sightline serve")) {
                    shell.service(shell.start(command));
                } else if (NotRun.reason(command).isEmpty()) {
                    shell.run(command);
                }
            }
            assertThat(folder.resolve("sheet.png")).exists();
            assertThat(folder.resolve("report.html")).exists();
            assertThat(folder.resolve("models/pets/2")).isDirectory();
            shell.assertAllTyped(commands);
        }
    }
}
