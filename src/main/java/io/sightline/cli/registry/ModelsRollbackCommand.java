package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedVersion;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models rollback}. */
@Command(
        name = "rollback",
        description = {
            "Go back to the champion before this one, or to a given version.",
            "A version that was taken back is not gone back to unless it is named."
        })
final class ModelsRollbackCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Which. Default: the champion before this one.")
    @Nullable
    Integer version;

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
            PublishedVersion champion = registry.rollback(name, version, change.change());
            spec.commandLine()
                    .getOut()
                    .println(
                            json.wanted()
                                    ? json.line(Map.of("model", name, "champion", champion.version()))
                                    : "The champion of " + name + " is version " + champion.version() + " again");
        }
        return ExitCode.OK;
    }
}
