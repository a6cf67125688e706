package io.sightline.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings and how they came about.
 *
 * @param settings checked and complete
 * @param written the values as they were written, references to secrets not resolved
 * @param origins where each of those was written
 */
public record LoadedSettings(Settings settings, Map<String, String> written, Map<String, Origin> origins) {
    public LoadedSettings {
        written = Map.copyOf(written);
        origins = Map.copyOf(origins);
    }

    /** Every setting of the table and every one that was written, by name. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Settings.table().names());
        names.addAll(written.keySet());
        return names;
    }

    /** The value in force, fit to be printed: secrets are hidden. */
    public String display(String name) {
        String value = written.get(name);
        return Secrets.display(name, value == null ? SettingsDocument.defaultValue(name) : value);
    }

    /** The settings whose values are not the defaults, each as {@code name=value (origin)}; secrets are hidden. */
    public List<String> changed() {
        return names().stream()
                .filter(name -> written.containsKey(name)
                        && !SettingsDocument.defaultValue(name).equals(written.get(name)))
                .map(name -> name + "=" + display(name) + " (" + origin(name) + ")")
                .toList();
    }

    /** Where the value in force was written. */
    public Origin origin(String name) {
        return origins.getOrDefault(name, Origin.DEFAULT);
    }
}
