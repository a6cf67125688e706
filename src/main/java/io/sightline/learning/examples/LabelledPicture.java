package io.sightline.learning.examples;

import io.sightline.dataset.Split;
import java.util.Locale;

/**
 * One picture to learn from.
 *
 * @param sha256 of its JPEG, lower-case hexadecimal
 * @param label its class
 */
public record LabelledPicture(String sha256, String label) {

    /** What it is for: decided by its content, so that no other id or label changes it. */
    public Split split() {
        return Split.ofContent(sha256);
    }

    /** The name of its split: train, validation or test. */
    public String splitName() {
        return split().name().toLowerCase(Locale.ROOT);
    }
}
