package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline models train-now}. */
@Command(
        name = "train-now",
        description = "Ask the running service for a training run on the examples there are, without waiting for"
                + " more. `sightline models events --follow` shows what becomes of it.")
final class ModelsTrainNowCommand implements Callable<Integer> {
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
            Change asked = change.change();
            registry.record(new ModelEvent(
                    ModelEvent.Type.REQUESTED,
                    name,
                    null,
                    null,
                    Clock.systemUTC().instant(),
                    asked.by(),
                    asked.why(),
                    null));
            spec.commandLine()
                    .getOut()
                    .println(
                            json.wanted()
                                    ? json.line(Map.of("model", name, "requested", true))
                                    : "A training run of " + name + " is asked for");
        }
        return ExitCode.OK;
    }
}
