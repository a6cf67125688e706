package io.sightline.learning.examples;

import io.sightline.dataset.Split;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One picture to learn from.
 *
 * @param sha256 of its JPEG, lower-case hexadecimal
 * @param label its class
 * @param sourceSha256 of the picture it was made from, or null
 */
public record LabelledPicture(
        String sha256, String label, @Nullable String sourceSha256) {

    /** What it is for: decided by its content, so that no other id or label changes it. */
    public Split split() {
        return Split.ofContent(sha256);
    }

    /** The name of its split: train, validation or test. */
    public String splitName() {
        return split().name().toLowerCase(Locale.ROOT);
    }
}
