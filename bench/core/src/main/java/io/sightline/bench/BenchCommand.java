package io.sightline.bench;

import io.sightline.bench.report.BenchText;
import io.sightline.bench.report.Results;
import io.sightline.cli.common.BackboneConverter;
import io.sightline.cnn.Backbone;
import io.sightline.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sightline bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure Sightline beside the bare engine, common patterns and other libraries, on this machine.",
            "Writes bench.json, bench.html and what contenders log; those of a run before are set aside. Takes hours; --quick takes ten minutes once it is built."
        },
        subcommands = DocumentCommand.class)
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "Folder for the results (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("bench-results");

    @Option(names = "--quick", description = "Only the limit, Sightline, Kafka's part and one latency.")
    boolean quick;

    @Option(names = "--json", description = "Print the results as one line of JSON.")
    boolean json;

    @Option(
            names = "--rounds",
            description =
                    "Rounds of each contender beside the limit and Sightline, after each start (default: 2; with --quick: 3).")
    @Nullable
    Integer rounds;

    @Option(
            names = "--starts",
            description = "How often all are started, each time in new processes (default: 3; with --quick: 1).")
    @Nullable
    Integer starts;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",",
            description =
                    "Only contenders, latencies and precisions whose names contain this; several with commas between.")
    List<String> only = List.of();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "TEXT",
            description = "Leave out those whose names contain this; several with commas between.")
    List<String> without = List.of();

    @Option(names = "--photos", paramLabel = "DIR", description = "JPEGs to classify (default: drawn ones).")
    @Nullable
    Path photos;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Bundle to run (default: a model with weights by chance).")
    @Nullable
    Path model;

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            converter = BackboneConverter.class,
            description = "Backbone of the model with weights by chance (default: mobilenet_v2).")
    @Nullable
    Backbone backbone;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSome("--rounds", rounds);
        requireSome("--starts", starts);
        if (backbone != null && model != null) {
            throw new ParameterException(spec.commandLine(), "--backbone and --model cannot go together");
        }
        PrintWriter err = spec.commandLine().getErr();
        Path folder = Files.createTempDirectory("sightline-bench");
        try {
            Results results = Bench.run(
                    quick
                            ? Plan.quick(starts == null ? 1 : starts, rounds == null ? 3 : rounds, only, without)
                            : Plan.full(starts == null ? 3 : starts, rounds == null ? 2 : rounds, only, without),
                    new Contenders(Path.of(System.getProperty("sightline.home", "."), "bench")),
                    line -> {
                        err.println(line);
                        err.flush();
                    },
                    new ResultsFolder(out),
                    folder,
                    photos,
                    model,
                    backbone == null ? Backbone.MOBILENET_V2 : backbone);
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.println(json ? Json.mapper().writeValueAsString(results) : BenchText.of(results));
            stdout.flush();
            return results.failed().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (NothingToMeasureException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void requireSome(String option, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + number + "; it must be at least 1");
        }
    }
}
