package io.sightline.demo.starter;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.Weights;
import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.starter.StarterFamily;
import io.sightline.training.LearningRate;
import io.sightline.training.ScratchTraining;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Trains the starter backbone from scratch: MobileNetV2 of the smallest official width, to tell
 * material and defect of rendered surfaces.
 *
 * @param pictures rendered
 * @param steps of training
 * @param batchSize pictures in a step
 * @param seed of everything random
 */
public record StarterTraining(int pictures, int steps, int batchSize, long seed) {
    /** Width of the network. */
    public static final double ALPHA = 0.35;
    /** Side of the pictures it is trained on. */
    public static final int IMAGE_SIZE = 128;

    private static final float MOMENTUM = 0.99f;
    private static final float PEAK_LEARNING_RATE = 3e-3f;

    /** What the weights in the jar were made with. */
    public static StarterTraining official() {
        return new StarterTraining(6_000, 4_000, 32, 1);
    }

    /**
     * Renders and trains.
     *
     * @param rendered told how many pictures more are rendered, from any thread
     * @param trained told of each step
     * @return the backbone without its top
     */
    public Network run(IntConsumer rendered, ScratchTraining.Listener trained) {
        Family family = StarterFamily.create();
        List<StarterPicture> all = new StarterPictures(family, IMAGE_SIZE, seed).render(pictures, rendered);
        int materials = family.materials().size();
        int defects = family.labels().size();
        Architecture architecture = Backbone.MOBILENET_V2.architectureWithTop(ALPHA, IMAGE_SIZE, materials + defects);
        Network network = new ScratchTraining(architecture, MOMENTUM)
                .train(
                        Weights.initial(architecture, new Random(seed)),
                        steps,
                        LearningRate.cosine(PEAK_LEARNING_RATE, Math.max(1, steps / 10), steps),
                        new StarterBatches(all, materials, defects, IMAGE_SIZE, batchSize, seed),
                        trained);
        return network.as(Backbone.MOBILENET_V2.architecture(ALPHA, IMAGE_SIZE));
    }
}
