package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.registry.ModelRegistry;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models promote}. */
@Command(name = "promote", description = "Make a version the champion: all instances serve it from then on.")
final class ModelsPromoteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "Which.")
    int version;

    @Mixin
    ModelOption model = new ModelOption();

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
        Settings settings = cluster.load();
        Quiet.clients();
        try (ModelRegistry registry = change.open(settings)) {
            String name = model.in(registry.view());
            registry.promote(name, version, change.change());
            spec.commandLine()
                    .getOut()
                    .println(
                            json.wanted()
                                    ? json.line(Map.of("model", name, "champion", version))
                                    : "The champion of " + name + " is version " + version + " from now on");
        }
        return ExitCode.OK;
    }
}
