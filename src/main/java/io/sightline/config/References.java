package io.sightline.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values that stand elsewhere, as Kafka Connect writes them: {@code ${env:NAME}}, {@code
 * ${file:PATH:KEY}} (a properties file) and {@code ${directory:PATH:FILE}} (a file's whole text).
 */
final class References {
    private static final Pattern OURS = Pattern.compile("\\$\\{(env|file|directory):[^}]*}");

    private References() {}

    static boolean isReference(String value) {
        return OURS.matcher(value).matches();
    }

    /**
     * Replaces the references in all values.
     *
     * @param origins of the values, for messages
     * @throws SettingsException naming a setting whose reference leads nowhere
     */
    static Map<String, String> resolve(
            Map<String, String> values, Map<String, Origin> origins, Map<String, String> environment) {
        try (EnvVarConfigProvider env = new EnvVarConfigProvider(environment);
                FileConfigProvider file = new FileConfigProvider();
                DirectoryConfigProvider directory = new DirectoryConfigProvider()) {
            env.configure(Map.of());
            file.configure(Map.of());
            directory.configure(Map.of());
            ConfigTransformer transformer = new ConfigTransformer(
                    Map.<String, ConfigProvider>of("env", env, "file", file, "directory", directory));
            Map<String, String> resolved = new HashMap<>();
            values.forEach((name, value) -> resolved.put(name, resolve(transformer, name, value, origins)));
            return resolved;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resolve(
            ConfigTransformer transformer, String name, String value, Map<String, Origin> origins) {
        if (!OURS.matcher(value).find()) {
            return value;
        }
        String resolved;
        try {
            resolved = transformer.transform(Map.of(name, value)).data().getOrDefault(name, value);
        } catch (ConfigException e) {
            throw new SettingsException(
                    name + " (" + origins.get(name) + "): " + value + " cannot be resolved: " + e.getMessage(), e);
        }
        Matcher left = OURS.matcher(resolved);
        if (left.find() && value.contains(left.group())) {
            throw new SettingsException(name + " (" + origins.get(name) + "): " + left.group() + " leads to nothing");
        }
        return resolved;
    }
}
