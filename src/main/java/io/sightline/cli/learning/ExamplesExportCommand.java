package io.sightline.cli.learning;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.learning.examples.ExampleExport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline examples export}. */
@Command(
        name = "export",
        description = "Write the labelled pictures into a folder for each class, which `sightline train --data` takes"
                + " and splits as the service does.")
final class ExamplesExportCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to; a folder that is empty or not there yet.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Quiet.clients();
        Map<String, Integer> counts = ExampleExport.to(out, cluster.load());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        spec.commandLine()
                .getOut()
                .println(
                        json.wanted()
                                ? json.line(Map.of("out", out.toString(), "pictures", all, "classes", counts))
                                : all + " pictures of " + counts.size() + " classes are in " + out + ": " + counts);
        return ExitCode.OK;
    }
}
