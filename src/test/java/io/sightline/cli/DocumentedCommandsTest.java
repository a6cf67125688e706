package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command in README and documentation is one that the program understands. */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("```(?:sh|bash)\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyCommandInTheDocumentsCanBeParsed() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> documents = Stream.concat(
                Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), Files.list(Path.of("docs")))) {
            for (Path document :
                    documents.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher blocks = BLOCK.matcher(Files.readString(document));
                while (blocks.find()) {
                    blocks.group(1)
                            .replace("\\\n", " ")
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("./sightline ") || line.startsWith("bin/sightline "))
                            .forEach(commands::add);
                }
            }
        }

        assertThat(commands).hasSizeGreaterThan(15);
        for (String command : commands) {
            assertThatCode(() -> Main.commandLine().parseArgs(arguments(command)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    /** Words as a shell sees them, where quotes are double ones. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    private static String[] arguments(String command) {
        String bare = command.replaceFirst("\\s+#.*", "").replaceFirst("\\s*[|>&].*", "");
        return WORD.matcher(bare)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .skip(1)
                .toArray(String[]::new);
    }
}
