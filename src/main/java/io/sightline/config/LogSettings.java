package io.sightline.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the log looks and how much it says. Both come from the environment, as the log is there before any
 * file of settings is read; the logging library would be silent about a word that it does not know.
 */
public final class LogSettings {
    static final String FORMAT = "SIGHTLINE_LOG_FORMAT";
    static final String LEVEL = "SIGHTLINE_LOG_LEVEL";

    private static final List<String> FORMATS = List.of("text", "json");
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private LogSettings() {}

    /**
     * Hands them to the logging library, which must not have been started yet.
     *
     * @throws ConfigException if one is not a word that it knows, in capitals or small
     */
    public static void apply(Map<String, String> environment) {
        apply(environment, FORMAT, FORMATS);
        apply(environment, LEVEL, LEVELS);
    }

    private static void apply(Map<String, String> environment, String name, List<String> known) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            return;
        }
        String word = known.stream()
                .filter(value::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        name,
                        value,
                        "must be one of " + String.join(", ", known).toLowerCase(Locale.ROOT)));
        System.setProperty(name, word);
    }
}
