package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.model.Bundle;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models publish}. */
@Command(
        name = "publish",
        description = {
            "Put a model into the registry, as the next version of its name.",
            "With --promote all instances serve it from then on. Versions beyond models.keep are deleted."
        })
final class ModelsPublishCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description = "A model, as `sightline train` writes it; of a folder of versions the highest.")
    @SuppressWarnings("NullAway.Init") // required
    Path folder;

    @Option(names = "--promote", description = "Make it the champion.")
    boolean promote;

    @Mixin
    ChangeOptions change = new ChangeOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Bundle bundle = Bundle.read(folder);
        Settings settings = cluster.load();
        Quiet.clients();
        PrintWriter out = spec.commandLine().getOut();
        try (ModelRegistry registry = change.open(settings)) {
            PublishedVersion version = promote
                    ? registry.publishAndPromote(bundle, change.change())
                    : registry.publish(bundle, change.change());
            if (json.wanted()) {
                out.println(json.line(Map.of(
                        "model", version.name(),
                        "version", version.version(),
                        "bytes", version.size(),
                        "promoted", promote)));
            } else {
                out.println("Published " + version.name() + " version " + version.version() + " ("
                        + Megabytes.of(version.size()) + ")" + (promote ? ", the champion from now on" : ""));
            }
        }
        return ExitCode.OK;
    }
}
