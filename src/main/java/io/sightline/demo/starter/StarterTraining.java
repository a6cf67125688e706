package io.sightline.demo.starter;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.starter.StarterFamily;
import io.sightline.training.fit.ScratchTraining;
import io.sightline.training.schedule.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains the starter backbone from scratch: MobileNetV2 of the smallest official width, to tell
 * material and defect of rendered surfaces. Most steps see small pictures, which cost a quarter; the
 * last ones the full size, to which the statistics of batch normalization then fit (Howard's
 * progressive resizing).
 *
 * @param pictures rendered of each size
 * @param smallSteps of training on pictures of half the size
 * @param fullSteps of training on pictures of the full size
 * @param batchSize pictures in a step
 * @param seed of everything random
 */
public record StarterTraining(int pictures, int smallSteps, int fullSteps, int batchSize, long seed) {
    /** Width of the network. */
    public static final double ALPHA = 0.35;
    /** Side of the pictures it is trained on in the end. */
    public static final int IMAGE_SIZE = 128;

    private static final Family FAMILY = StarterFamily.create();
    private static final float MOMENTUM = 0.99f;
    private static final float SMALL_PEAK = 4e-3f;
    private static final float FULL_PEAK = 2e-3f;

    /** As much training as the weights in the jar have had. */
    public static StarterTraining official() {
        return new StarterTraining(8_000, 5_000, 7_000, 32, 1);
    }

    /** Steps in all. */
    public int steps() {
        return smallSteps + fullSteps;
    }

    /**
     * Renders and trains.
     *
     * @param from a backbone to go on from, or null to begin from nothing
     * @param rendered told how many pictures more are rendered, from any thread
     * @param trained told of each step
     * @return the backbone without its top
     */
    public Network run(@Nullable Network from, IntConsumer rendered, ScratchTraining.Listener trained) {
        Architecture small = architecture(IMAGE_SIZE / 2);
        Weights start = Weights.initial(small, new Random(seed));
        if (from != null) {
            start = withBackbone(start, from);
        }
        Network first = smallSteps == 0
                ? new Network(small, start)
                : train(small, start, smallSteps, SMALL_PEAK, rendered, trained);
        Architecture full = architecture(IMAGE_SIZE);
        Network second = train(
                full,
                first.as(full).weights(),
                fullSteps,
                FULL_PEAK,
                rendered,
                (step, loss) -> trained.stepDone(smallSteps + step, loss));
        return second.as(Backbone.MOBILENET_V2.architecture(ALPHA, IMAGE_SIZE));
    }

    private Network train(
            Architecture architecture,
            Weights start,
            int steps,
            float peak,
            IntConsumer rendered,
            ScratchTraining.Listener trained) {
        int size = architecture.height();
        List<StarterPicture> all = new StarterPictures(FAMILY, size, seed).render(pictures, rendered);
        StarterBatches batches = new StarterBatches(
                all, FAMILY.materials().size(), FAMILY.labels().size(), size, batchSize, seed);
        LearningRateSchedule rate = LearningRateSchedule.cosine(peak, Math.max(1, steps / 20), steps);
        return new ScratchTraining(architecture, MOMENTUM).train(start, steps, rate, batches, trained);
    }

    /** Fresh weights, with those of a backbone below the top. */
    private static Weights withBackbone(Weights fresh, Network backbone) {
        Set<WeightSpec> known = Set.copyOf(backbone.weights().specs());
        List<float[]> arrays = new ArrayList<>();
        for (WeightSpec spec : fresh.specs()) {
            Weights source = known.contains(spec) ? backbone.weights() : fresh;
            arrays.add(source.values(spec.layer(), spec.name()));
        }
        return new Weights(fresh.specs(), arrays);
    }

    private static Architecture architecture(int size) {
        int classes = FAMILY.materials().size() + FAMILY.labels().size();
        return Backbone.MOBILENET_V2.architectureWithTop(ALPHA, size, classes);
    }
}
