package io.sightline.learning.examples;

import io.sightline.event.Example;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distinct pictures of some examples. The same picture under two ids counts once, with the label that
 * was given last.
 *
 * @param pictures in the order of their hashes, so that the same examples are the same set
 * @param duplicates examples beyond the first of their picture
 * @param conflicts pictures that have two labels or more
 */
public record ExampleSet(List<LabelledPicture> pictures, int duplicates, int conflicts) {
    /** The id decides between labels given in the same moment, so that the order of arrival does not. */
    private static final Comparator<Example> LATEST =
            Comparator.comparing(Example::labeledAt).thenComparing(Example::id);

    public ExampleSet {
        pictures = List.copyOf(pictures);
    }

    /** Takes the examples of distinct ids together. */
    public static ExampleSet of(Collection<Example> examples) {
        Map<String, List<Example>> byPicture = new TreeMap<>();
        examples.forEach(example -> byPicture
                .computeIfAbsent(example.sha256(), key -> new ArrayList<>())
                .add(example));
        List<LabelledPicture> pictures = new ArrayList<>();
        int conflicts = 0;
        for (Map.Entry<String, List<Example>> entry : byPicture.entrySet()) {
            Example latest = entry.getValue().stream().max(LATEST).orElseThrow();
            pictures.add(new LabelledPicture(entry.getKey(), latest.label(), latest.sourceSha256()));
            if (entry.getValue().stream().map(Example::label).distinct().count() > 1) {
                conflicts++;
            }
        }
        return new ExampleSet(pictures, examples.size() - pictures.size(), conflicts);
    }

    /** How many pictures each label has, by label. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        pictures.forEach(picture -> counts.merge(picture.label(), 1, Integer::sum));
        return counts;
    }
}
