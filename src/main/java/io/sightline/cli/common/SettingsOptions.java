package io.sightline.cli.common;

import io.sightline.config.LoadedSettings;
import io.sightline.config.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's settings come from; a mixin. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: config/sightline.properties in Sightline's folder).")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting that wins over file and environment; may be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    /**
     * Loads the settings.
     *
     * @param more values of a command's own options, which win over {@code --set}
     */
    public LoadedSettings load(Map<String, String> more) {
        Map<String, String> options = new LinkedHashMap<>(set);
        options.putAll(more);
        return SettingsLoader.ofThisProcess().load(config, options);
    }
}
