package io.sightline.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the registry held at one moment. Does not change.
 *
 * @param byModel versions by model and number
 * @param champions aliases by model
 * @param problems what is wrong with records that could not be read, by key
 */
public record RegistryView(
        SortedMap<String, SortedMap<Integer, PublishedVersion>> byModel,
        SortedMap<String, Alias> champions,
        SortedMap<String, String> problems) {
    public RegistryView {
        SortedMap<String, SortedMap<Integer, PublishedVersion>> copy = new TreeMap<>();
        byModel.forEach((name, versions) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(versions))));
        byModel = Collections.unmodifiableSortedMap(copy);
        champions = Collections.unmodifiableSortedMap(new TreeMap<>(champions));
        problems = Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }

    /** Names of the models that have a version. */
    public Set<String> models() {
        SortedSet<String> names = new TreeSet<>();
        byModel.forEach((name, versions) -> {
            if (!versions.isEmpty()) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSortedSet(names);
    }

    /** The versions of a model, the oldest first; empty if there are none. */
    public List<PublishedVersion> versions(String name) {
        return List.copyOf(ofModel(name).values());
    }

    /** Which version of a model all instances serve. */
    public Optional<Alias> champion(String name) {
        return Optional.ofNullable(champions.get(name));
    }

    /** One version of a model. */
    public Optional<PublishedVersion> find(String name, int version) {
        return Optional.ofNullable(ofModel(name).get(version));
    }

    /**
     * One version of a model that should be there.
     *
     * @throws RegistryException naming those there are, or what is wrong with the one that is asked for
     */
    public PublishedVersion require(String name, int version) {
        return find(name, version).orElseThrow(() -> new RegistryException(absent(name, version)));
    }

    private String absent(String name, int version) {
        String problem = problems.get(RegistryKey.version(name, version).toString());
        if (problem != null) {
            return "version " + version + " of " + name + " cannot be used: " + problem + "; publish the model again";
        }
        List<Integer> there = new ArrayList<>(ofModel(name).keySet());
        if (there.isEmpty()) {
            return "there is no model " + name + " in the registry; there "
                    + (models().isEmpty() ? "are none: `sightline models publish DIR` brings one" : "is " + models());
        }
        return "there is no version " + version + " of " + name + " in the registry; there is " + there;
    }

    private SortedMap<Integer, PublishedVersion> ofModel(String name) {
        return byModel.getOrDefault(name, Collections.emptySortedMap());
    }
}
