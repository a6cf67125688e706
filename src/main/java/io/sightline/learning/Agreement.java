package io.sightline.learning;

import io.sightline.event.Example;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How often what a model said agrees with the label that a reviewer gave: its accuracy on live pictures.
 *
 * @param count labelled predictions
 * @param right how many of them were right
 */
public record Agreement(int count, int right) {

    /**
     * Over the last labelled predictions of one version.
     *
     * @param version of the model
     * @param window how many at most
     */
    public static Agreement of(Collection<Example> examples, String model, String version, int window) {
        List<Example> last = examples.stream()
                .filter(example -> example.predicted() != null
                        && example.predicted().model().equals(model)
                        && example.predicted().version().equals(version))
                .sorted(Comparator.comparing(Example::labeledAt)
                        .thenComparing(Example::id)
                        .reversed())
                .limit(window)
                .toList();
        int right = (int) last.stream()
                .filter(example -> example.predicted() != null
                        && example.predicted().label().equals(example.label()))
                .count();
        return new Agreement(last.size(), right);
    }

    /** Share that was right, 0 to 1; 1 without any. */
    public double share() {
        return count == 0 ? 1 : (double) right / count;
    }
}
