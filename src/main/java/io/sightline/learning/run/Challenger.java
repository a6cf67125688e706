package io.sightline.learning.run;

import io.sightline.dataset.ClassCount;
import io.sightline.model.Bundle;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param bundle the new model, in the run's own folder
 * @param verdict what the gate says of it
 * @param counts pictures of each class that it learned from and was tried on
 * @param leftOut pictures of labels that are too few to become a class, by label
 * @param unreadable examples that could not be read
 */
public record Challenger(
        Bundle bundle, Verdict verdict, List<ClassCount> counts, Map<String, Integer> leftOut, int unreadable) {
    public Challenger {
        counts = List.copyOf(counts);
        leftOut = Map.copyOf(leftOut);
    }
}
