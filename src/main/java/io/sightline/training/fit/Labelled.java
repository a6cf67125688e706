package io.sightline.training.fit;

import io.sightline.dataset.Photo;
import io.sightline.training.activations.Activations;
import java.util.List;

/**
 * Labelled pictures and where their activations come from.
 *
 * @param photos the pictures; may be empty
 * @param activations gives those of each
 */
public record Labelled(List<Photo> photos, Activations activations) {
    public Labelled {
        photos = List.copyOf(photos);
    }
}
