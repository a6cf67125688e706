package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command line's manners: help, exit codes, one-line errors. */
class CommandLineTest {
    static List<String> commands() {
        List<String> paths = new ArrayList<>();
        collect(Main.commandLine(), "", paths);
        return paths;
    }

    private static void collect(CommandLine command, String path, List<String> paths) {
        command.getSubcommands().forEach((name, child) -> {
            paths.add(path + name);
            collect(child, path + name + " ", paths);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--help");

        Cli.Result result = Cli.run(arguments.toArray(String[]::new));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("Usage: sightline " + command).contains("--help");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndCommandIsExplained(String command) {
        CommandLine line = Main.commandLine();
        for (String name : command.split(" ")) {
            line = line.getSubcommands().get(name);
        }
        assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(line.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(Cli.run().exit()).isEqualTo(2);
        assertThat(Cli.run("tpoics").exit()).isEqualTo(2);
        assertThat(Cli.run("topics").exit()).isEqualTo(2);
        assertThat(Cli.run("dead-letters", "list", "--reason", "bad-weather"))
                .satisfies(result -> assertThat(result.exit()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("no such reason: bad-weather", "not-found"));
        assertThat(Cli.run("images", "send", "--raw", "--inline", "x").exit()).isEqualTo(2);
    }

    @Test
    void settingsSayWhereTheyComeFrom() {
        Cli.Result result = Cli.run("settings", "--set", "batch.max.size=8", "--set", "kafka.ssl.key.password=hush");

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .contains(
                        "batch.max.size=8  # command line",
                        "kafka.ssl.key.password=(hidden)  # command line",
                        "http.port=8080  # default");
    }

    @Test
    void aWrongSettingIsOneLineOnStandardError() {
        Cli.Result result = Cli.run("settings", "--set", "batch.max.size=many");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).singleElement().asString().contains("batch.max.size", "command line");
    }

    @Test
    void aBrokerThatCannotStartSaysWhy(@TempDir Path folder) throws Exception {
        java.nio.file.Files.writeString(folder.resolve("letter.txt"), "");

        Cli.Result result = Cli.run("broker", "--data", folder.toString(), "--port", "0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("letter.txt");
    }
}
