package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.registry.ExportedModel;
import io.sightline.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models export}. */
@Command(
        name = "export",
        description = {
            "Copy a version out of the registry: a SavedModel folder for `sightline predict`, TensorFlow Serving, Keras."
        })
final class ModelsExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "Which.")
    int version;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to make; must not exist.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Mixin
    ModelOption model = new ModelOption();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new ParameterException(spec.commandLine(), out + " is there already; give a folder that is not");
        }
        Settings settings = cluster.load();
        Quiet.clients();
        String name = model.in(ModelRegistry.look(settings));
        ExportedModel.write(settings, name, version, out);
        spec.commandLine()
                .getOut()
                .println(
                        json.wanted()
                                ? json.line(Map.of("model", name, "version", version, "folder", out.toString()))
                                : "Wrote " + name + " version " + version + " to " + out);
        return ExitCode.OK;
    }
}
