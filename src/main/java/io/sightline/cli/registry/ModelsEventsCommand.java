package io.sightline.cli.registry;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline models events}. */
@Command(
        name = "events",
        description = {
            "Print what has happened to models and training runs: when, what, which version, who, why, and the figures.",
            "The oldest first."
        })
final class ModelsEventsCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "NAME", description = "Only of this model. Default: of all.")
    @Nullable
    String model;

    @Option(names = "--follow", description = "Go on with what happens from now on, until --max or Ctrl-C.")
    boolean follow;

    @Option(names = "--max", paramLabel = "N", description = "End after so many.")
    long max = Long.MAX_VALUE;

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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (EventLog log = new EventLog(settings, err::println)) {
            long left = max;
            while (left > 0 && (follow || !log.atEnd()) && !out.checkError()) { // an error: whoever read has gone
                for (ModelEvent event : log.next()) {
                    if (left > 0 && (model == null || model.equals(event.model()))) {
                        out.println(json.wanted() ? json.line(event) : EventLog.line(event));
                        left--;
                    }
                }
            }
        }
        return ExitCode.OK;
    }
}
