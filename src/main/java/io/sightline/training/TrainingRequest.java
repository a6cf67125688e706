package io.sightline.training;

import io.sightline.cnn.PretrainedBackbone;
import io.sightline.dataset.ImageFolder;
import java.nio.file.Path;

/**
 * What to train.
 *
 * @param data folder of the data set, see {@link ImageFolder}
 * @param out folder for the model's versions; the new one is numbered after the highest there
 * @param name of the model
 * @param backbone the frozen part
 * @param head how the head is trained
 * @param orientation whether pictures are turned upright by EXIF, in training and later in serving
 * @param strict whether one unreadable picture fails the training; otherwise it is passed over
 */
public record TrainingRequest(
        Path data,
        Path out,
        String name,
        PretrainedBackbone backbone,
        HeadSettings head,
        boolean orientation,
        boolean strict) {

    /** A training with the default settings, named after its output folder. */
    public static TrainingRequest of(Path data, Path out, PretrainedBackbone backbone) {
        return new TrainingRequest(data, out, nameOf(out), backbone, HeadSettings.defaults(), true, false);
    }

    /** The same with other settings for the head. */
    public TrainingRequest withHead(HeadSettings settings) {
        return new TrainingRequest(data, out, name, backbone, settings, orientation, strict);
    }

    /** The name a model gets from its folder. */
    public static String nameOf(Path out) {
        Path last = out.toAbsolutePath().normalize().getFileName();
        return last == null ? "model" : last.toString();
    }
}
