package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command in README and documentation is one that the program understands. */
class DocumentedCommandsTest {
    /** Words as a shell sees them, where quotes are double ones. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    @Test
    void everyCommandInTheDocumentsCanBeParsed() throws IOException {
        List<String> commands = all().stream()
                .map(DocumentedCommand::line)
                .filter(line -> line.startsWith("./sightline ") || line.startsWith("bin/sightline "))
                .filter(line -> !line.equals("./sightline COMMAND"))
                .toList();

        assertThat(commands).hasSizeGreaterThan(50);
        for (String command : commands) {
            assertThatCode(() -> Main.commandLine().parseArgs(arguments(command)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsSaidToBeRunByNoTestStandsInADocument() throws IOException {
        List<DocumentedCommand> commands = all();

        assertThat(NotRun.beginnings())
                .allSatisfy(beginning ->
                        assertThat(commands).anyMatch(command -> command.line().startsWith(beginning)));
    }

    private static List<DocumentedCommand> all() throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Path document : DocumentedCommand.documents()) {
            commands.addAll(DocumentedCommand.of(document));
        }
        return commands;
    }

    private static String[] arguments(String command) {
        String bare = command.replaceFirst("\\s*[|>&].*", "");
        return WORD.matcher(bare)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .skip(1)
                .toArray(String[]::new);
    }
}
