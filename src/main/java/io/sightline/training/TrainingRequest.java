package io.sightline.training;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.training.fit.FitSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to train.
 *
 * @param data folder of the data set, see {@link io.sightline.dataset.ImageFolder}
 * @param out folder for the model's versions; the new one is numbered after the highest there
 * @param name of the model
 * @param backbone what is built upon
 * @param head how the head is trained
 * @param fineTuning how the backbone's upper layers are trained afterwards, or null if they are not
 * @param augmentation what is done to training pictures, anew in each epoch
 * @param orientation whether pictures are turned upright by EXIF, in training and later in serving
 * @param strict whether one unreadable picture fails the training; otherwise it is passed over
 * @param keepFeatures of how many pictures the features are kept in the bundle at most, so that the model can
 *     learn more later without forgetting; 0 for none
 * @param resume whether to go on from what a training that was cut short left in {@code out}
 */
public record TrainingRequest(
        Path data,
        Path out,
        String name,
        PretrainedBackbone backbone,
        FitSettings head,
        @Nullable FineTuning fineTuning,
        AugmentationSpec augmentation,
        boolean orientation,
        boolean strict,
        int keepFeatures,
        boolean resume) {
    /** Of how many pictures a model keeps the features unless told otherwise. */
    public static final int KEEP_FEATURES = 10_000;

    public TrainingRequest {
        if (keepFeatures < 0) {
            throw new IllegalArgumentException("keep-features is " + keepFeatures + "; it must be at least 0");
        }
    }

    /** Feature extraction with the default settings; the model is named after its output folder. */
    public static TrainingRequest of(Path data, Path out, PretrainedBackbone backbone) {
        return new TrainingRequest(
                data,
                out,
                nameOf(out),
                backbone,
                FitSettings.defaults(),
                null,
                AugmentationSpec.NONE,
                true,
                false,
                KEEP_FEATURES,
                false);
    }

    /** How the backbone is put to use. */
    public Strategy strategy() {
        return fineTuning == null ? Strategy.FEATURE_EXTRACTION : Strategy.FINE_TUNING;
    }

    /** The name a model gets from its folder. */
    public static String nameOf(Path out) {
        Path last = out.toAbsolutePath().normalize().getFileName();
        return last == null ? "model" : last.toString();
    }
}
