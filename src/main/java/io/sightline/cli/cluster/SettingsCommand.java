package io.sightline.cli.cluster;

import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.SettingsOptions;
import io.sightline.config.LoadedSettings;
import io.sightline.config.SettingsDocument;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline settings}. */
@Command(name = "settings", description = "Print the settings in force and where each was written.")
public final class SettingsCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions options = new SettingsOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--markdown", description = "Print the reference page of all settings instead.")
    boolean markdown;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(SettingsDocument.markdown());
            out.flush();
            return ExitCode.OK;
        }
        LoadedSettings loaded = options.load(Map.of());
        for (String name : loaded.names()) {
            String value = loaded.display(name);
            String origin = loaded.origin(name).text();
            if (json.wanted()) {
                out.println(json.line(Map.of("name", name, "value", value, "origin", origin)));
            } else {
                out.println(name + "=" + value + "  # " + origin);
            }
        }
        return ExitCode.OK;
    }
}
