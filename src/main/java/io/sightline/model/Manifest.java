package io.sightline.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself: its file {@code model.json}.
 *
 * @param name the model's name
 * @param version a positive integer, higher for a newer model of the name
 * @param backbone Keras' name of the network under the head
 * @param alpha its width
 * @param imageSize side of the square input
 * @param labels the classes in the order of the outputs
 * @param orientation whether pictures are turned upright by EXIF first, in training as in serving
 * @param metrics figures of the training's evaluation, for example {@code validation.accuracy}
 * @param calibration how the probabilities were calibrated, or null if they were not
 * @param training the settings it was trained with
 * @param dataHash SHA-256 over the training pictures' contents, labels and split, or null
 * @param weightsOrigin where the backbone's weights came from
 * @param parentVersion the version it was trained to replace, or null
 * @param createdAt when
 * @param savedModelSha256 of {@code saved_model.pb}, checked when the bundle is read
 */
public record Manifest(
        String name,
        int version,
        String backbone,
        double alpha,
        int imageSize,
        List<String> labels,
        boolean orientation,
        Map<String, Double> metrics,
        @Nullable Calibration calibration,
        Map<String, Object> training,
        @Nullable String dataHash,
        String weightsOrigin,
        @Nullable Integer parentVersion,
        Instant createdAt,
        String savedModelSha256) {
    public Manifest {
        labels = List.copyOf(labels);
    }

    ModelInfo info() {
        return new ModelInfo(name, String.valueOf(version), labels, imageSize, imageSize, orientation);
    }

    /** The same with a note of how the head was calibrated. */
    public Manifest calibrated(@Nullable Calibration newCalibration) {
        return new Manifest(
                name,
                version,
                backbone,
                alpha,
                imageSize,
                labels,
                orientation,
                metrics,
                newCalibration,
                training,
                dataHash,
                weightsOrigin,
                parentVersion,
                createdAt,
                savedModelSha256);
    }

    Manifest with(int newVersion, @Nullable Integer newParent, String sha256) {
        return new Manifest(
                name,
                newVersion,
                backbone,
                alpha,
                imageSize,
                labels,
                orientation,
                metrics,
                calibration,
                training,
                dataHash,
                weightsOrigin,
                newParent,
                createdAt,
                sha256);
    }
}
