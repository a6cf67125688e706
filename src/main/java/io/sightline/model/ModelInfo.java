package io.sightline.model;

import java.util.List;

/**
 * What a consumer of a model needs to know of it.
 *
 * @param name the model's name
 * @param version its version, a positive integer as TensorFlow Serving wants it
 * @param labels the classes, in the order of the model's output
 * @param height rows of the model's input
 * @param width columns of the model's input
 * @param orientation whether the model was trained on pictures turned upright by their EXIF
 *     orientation
 */
public record ModelInfo(String name, String version, List<String> labels, int height, int width, boolean orientation) {
    public ModelInfo {
        labels = List.copyOf(labels);
    }
}
