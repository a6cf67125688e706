package io.sightline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings from where they may be written; later places win:
 *
 * <ol>
 *   <li>the defaults of the table;
 *   <li>a properties file: the one named, else {@code config/sightline.properties} in Sightline's
 *       folder, if it is there;
 *   <li>environment variables ({@code SIGHTLINE_BATCH_MAX_SIZE});
 *   <li>options of the command ({@code --set batch.max.size=8}).
 * </ol>
 */
public final class SettingsLoader {
    private static final String BOOTSTRAP_ALIAS = Settings.KAFKA_PREFIX + Settings.BOOTSTRAP_SERVERS;

    private final Map<String, String> environment;
    private final Path defaultFile;

    /**
     * Makes a loader.
     *
     * @param environment variables of the process
     * @param home Sightline's folder
     */
    public SettingsLoader(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.defaultFile = home.resolve("config").resolve("sightline.properties");
    }

    /** The loader of this process; the launcher passes Sightline's folder as {@code sightline.home}. */
    public static SettingsLoader ofThisProcess() {
        return new SettingsLoader(System.getenv(), Path.of(System.getProperty("sightline.home", "")));
    }

    /**
     * Loads and checks.
     *
     * @param file the settings file, or null for the default one
     * @param options names and values given on the command line
     * @throws SettingsException naming every setting that is unknown or wrong, and where it was written
     */
    public LoadedSettings load(@Nullable Path file, Map<String, String> options) {
        Map<String, String> written = new TreeMap<>();
        Map<String, Origin> origins = new TreeMap<>();
        if (file != null || Files.exists(defaultFile)) {
            Path chosen = file == null ? defaultFile : file;
            PropertiesFile.read(chosen).forEach((name, entry) -> {
                written.put(canonical(name), entry.value());
                origins.put(canonical(name), Origin.file(chosen, entry.line()));
            });
        }
        EnvironmentVariables.settings(environment).forEach((name, variable) -> {
            written.put(canonical(name), environment.getOrDefault(variable, ""));
            origins.put(canonical(name), Origin.environment(variable));
        });
        options.forEach((name, value) -> {
            written.put(canonical(name), value);
            origins.put(canonical(name), Origin.option("command line"));
        });
        return new LoadedSettings(check(written, origins), written, origins);
    }

    private Settings check(Map<String, String> written, Map<String, Origin> origins) {
        List<String> wrong = new ArrayList<>();
        written.keySet().forEach(name -> {
            if (!name.startsWith(Settings.KAFKA_PREFIX)
                    && !Settings.table().names().contains(name)) {
                wrong.add("unknown setting " + name + " (" + origins.get(name) + ")"
                        + NearestName.of(name, Settings.table().names())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; `sightline settings` lists all, and Kafka's own start with kafka."));
            }
        });
        Map<String, String> values = References.resolve(written, origins, environment);
        Map<String, String> known = new HashMap<>(values);
        known.keySet().retainAll(Settings.table().names());
        for (ConfigValue value : Settings.table().validate(known)) {
            // After "not a number" Kafka also says that the value is null.
            value.errorMessages().stream()
                    .findFirst()
                    .ifPresent(message -> wrong.add(message + " (" + origin(origins, value.name()) + ")"));
        }
        if (wrong.isEmpty()) {
            Settings settings = new Settings(values);
            wrong.addAll(SettingsChecks.problems(settings));
            if (wrong.isEmpty()) {
                return settings;
            }
        }
        throw new SettingsException(String.join(System.lineSeparator(), wrong));
    }

    private static Origin origin(Map<String, Origin> origins, String name) {
        return origins.getOrDefault(name, Origin.DEFAULT);
    }

    private static String canonical(String name) {
        return name.equals(BOOTSTRAP_ALIAS) ? Settings.BOOTSTRAP_SERVERS : name;
    }
}
