package io.sightline.cli.common;

import io.sightline.config.LoadedSettings;
import io.sightline.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that talks to a cluster; a mixin. */
public final class ClusterOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Brokers to find the cluster by (default: bootstrap.servers of the settings).")
    @Nullable
    String bootstrapServers;

    @Mixin
    SettingsOptions settings = new SettingsOptions();

    /** Loads the settings with the address given here, if any. */
    public Settings load() {
        return load(Map.of());
    }

    /** Loads the settings with the address given here and values of a command's own options. */
    public Settings load(Map<String, String> more) {
        return loadWithOrigins(more).settings();
    }

    /** The same, with where each value was written. */
    public LoadedSettings loadWithOrigins(Map<String, String> more) {
        Map<String, String> options = new LinkedHashMap<>(more);
        if (bootstrapServers != null) {
            options.put(Settings.BOOTSTRAP_SERVERS, bootstrapServers);
        }
        return settings.load(options);
    }
}
