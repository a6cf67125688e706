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
}
