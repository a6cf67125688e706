package io.sightline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sightline.bench.measure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A reader repeats a figure with the command beside it. */
class DocumentedBenchTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./sightline bench(?! document)(.*?)(?: +#.*)?$");
    private static final Pattern NAMES = Pattern.compile("--(?:only|without) (?:\"([^\"]+)\"|([a-z]\\w*))");

    @Test
    void everyCommandIsUnderstood() throws IOException {
        List<String> commands =
                found(COMMAND).map(command -> command.group(1).strip()).toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            String[] words = command.isEmpty()
                    ? new String[0]
                    : command.replaceAll("\"[^\"]*\"", "x").split(" +");
            assertThatCode(() -> new CommandLine(new BenchCommand()).parseArgs(words))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void everyNameIsThatOfSomethingThatIsMeasured(@TempDir Path folder) throws IOException {
        List<String> measured = measured(folder);

        assertThat(found(NAMES)
                        .map(names -> names.group(names.group(1) == null ? 2 : 1))
                        .flatMap(names -> Stream.of(names.split(","))))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(measured).anyMatch(full -> full.contains(name)));
    }

    private static Stream<MatchResult> found(Pattern pattern) throws IOException {
        String text =
                Files.readString(ROOT.resolve("docs/benchmarks.md")) + Files.readString(ROOT.resolve("README.md"));
        return pattern.matcher(text).results();
    }

    private static List<String> measured(Path folder) throws IOException {
        Plan plan = Plan.full(1, 1, List.of(), List.of());
        Contenders contenders = new Contenders(ROOT.resolve("bench"));
        Agenda agenda = new Agenda(plan, contenders, List.of(), 8, folder);
        List<String> names = new ArrayList<>();
        Stream.of(agenda.sideBySide(), agenda.variations(), agenda.large(List.of()))
                .flatMap(List::stream)
                .forEach(turn -> names.add(turn.spec().name()));
        contenders.missing().stream().map(Failure::name).forEach(names::add);
        Latencies.wanted(plan).forEach(measured -> names.add(measured.name()));
        Precisions.wanted(plan).forEach(backbone -> names.add("precision of " + backbone.id()));
        return names;
    }
}
