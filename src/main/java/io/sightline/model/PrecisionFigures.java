package io.sightline.model;

import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What bfloat16 changes for a model, on pictures it was not trained on: the file {@value #FILE} of its
 * bundle.
 *
 * @param images how many pictures
 * @param agreement share of them that get the same label as with float32, 0 to 1
 * @param float32Accuracy share of them that float32 labels right
 * @param bfloat16Accuracy share of them that bfloat16 labels right
 */
public record PrecisionFigures(int images, double agreement, double float32Accuracy, double bfloat16Accuracy) {
    /** Where it is, in the bundle's folder. */
    public static final String FILE = "precision.json";

    /** With fewer pictures the figures say too little. */
    public static final int FEWEST_IMAGES = 100;

    private static final double AGREEMENT = 0.995;
    private static final double LOSS = 0.002;

    /** Shares are quotients: 0.987 - 0.985 is a little over 0.002. */
    private static final double ROUNDING = 1e-9;

    /**
     * The figures in a bundle.
     *
     * @return empty if it has none
     * @throws ModelException if the file cannot be read
     */
    public static Optional<PrecisionFigures> of(Bundle bundle) {
        Path file = bundle.folder().resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.ofNullable(Json.mapper().readValue(file.toFile(), PrecisionFigures.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the figures into the folder of a bundle. */
    public void write(Path folder) throws IOException {
        Json.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(FILE).toFile(), this);
    }

    /** In words. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %d pictures keep their label, and %.2f %% are right (float32: %.2f %%)",
                100 * agreement,
                images,
                100 * bfloat16Accuracy,
                100 * float32Accuracy);
    }

    /**
     * Why the model had better stay with float32: fewer than {@value #FEWEST_IMAGES} pictures, fewer than
     * 99.5 % with the same label, or more than 0.2 points of accuracy lost.
     *
     * @return empty if there is nothing to say against bfloat16
     */
    public Optional<String> objection() {
        if (images < FEWEST_IMAGES) {
            return Optional.of("it was tried on " + images + " pictures only; " + FEWEST_IMAGES + " are needed");
        }
        if (agreement < AGREEMENT) {
            return Optional.of(String.format(
                    Locale.ROOT, "only %.2f %% of %d pictures keep their label", 100 * agreement, images));
        }
        if (float32Accuracy - bfloat16Accuracy > LOSS + ROUNDING) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "accuracy on %d pictures falls from %.2f to %.2f %%",
                    images,
                    100 * float32Accuracy,
                    100 * bfloat16Accuracy));
        }
        return Optional.empty();
    }
}
