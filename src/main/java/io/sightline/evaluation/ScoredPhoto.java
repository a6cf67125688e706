package io.sightline.evaluation;

import java.nio.file.Path;

/**
 * A picture whose class is known, and what a model makes of it.
 *
 * @param file where it is
 * @param label index of its class
 * @param probabilities one for each class; they add up to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ScoredPhoto(Path file, int label, float[] probabilities) {

    /** Index of the class that the model holds most probable. */
    public int predicted() {
        return ArgMax.of(probabilities);
    }

    /** Whether that is its class. */
    public boolean right() {
        return predicted() == label;
    }

    /** The place of its class when classes are sorted by probability, from 1; the best among equals. */
    public int rank() {
        int better = 0;
        for (float probability : probabilities) {
            better += probability > probabilities[label] ? 1 : 0;
        }
        return better + 1;
    }
}
