package io.sightline.report;

import io.sightline.evaluation.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Backbones trained on the same pictures, side by side.
 *
 * @param data where the pictures are
 * @param models those that were trained, in the order asked for
 * @param skipped those that were not
 */
public record Comparison(String data, List<Trained> models, List<Skipped> skipped) {
    public Comparison {
        models = List.copyOf(models);
        skipped = List.copyOf(skipped);
    }

    /**
     * What came of one backbone.
     *
     * @param backbone as it was asked for, for example {@code mobilenet_v2@0.35}
     * @param alpha its width
     * @param imageSize side of the square that pictures are resized to
     * @param weights where its weights came from
     * @param model folder of the trained model
     * @param test figures on the test pictures
     * @param parameters of backbone and head
     * @param bytes of {@code saved_model.pb}
     * @param trainingSeconds that the training took in all, decoding included
     * @param cost what running it takes
     */
    public record Trained(
            String backbone,
            double alpha,
            int imageSize,
            String weights,
            String model,
            Evaluation test,
            long parameters,
            long bytes,
            double trainingSeconds,
            Cost cost) {}

    /**
     * What running a model takes, measured in a process that does nothing else.
     *
     * @param imagesPerSecond at batches of one picture
     * @param bestBatch the batch size with most pictures in a second
     * @param bestImagesPerSecond how many those are
     * @param memoryMiB the most memory that the process had resident, JVM and TensorFlow included, in MiB;
     *     null where the system does not tell
     */
    public record Cost(
            double imagesPerSecond,
            int bestBatch,
            double bestImagesPerSecond,
            @Nullable Double memoryMiB) {}

    /**
     * A backbone that was not trained.
     *
     * @param reason why, in words
     */
    public record Skipped(String backbone, String reason) {}
}
