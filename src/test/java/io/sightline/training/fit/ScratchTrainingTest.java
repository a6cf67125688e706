package io.sightline.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.Weights;
import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.image.Pixels;
import io.sightline.training.schedule.LearningRateSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTrainingTest {
    private static final int SIZE = 32;
    private static final int CLASSES = 3;
    private static final Architecture ARCHITECTURE = Backbone.MOBILENET_V2.architectureWithTop(0.35, SIZE, CLASSES);

    @TempDir
    Path folder;

    @Test
    void aNetworkThatStartedFromNothingTellsThreeColoursApart() {
        RandomGenerator random = new SplittableRandom(7);
        List<Float> losses = new ArrayList<>();

        Network trained = new ScratchTraining(ARCHITECTURE, 0.8f)
                .train(
                        Weights.initial(ARCHITECTURE, new SplittableRandom(1)),
                        60,
                        LearningRateSchedule.cosine(2e-2f, 3, 60),
                        step -> batch(random, 24),
                        (step, loss) -> losses.add(loss));

        assertThat(losses).hasSize(60);
        assertThat(losses.get(59)).isLessThan(losses.get(0) / 10);
        assertThat(accuracyInInference(trained)).isGreaterThan(0.9);

        Path file = folder.resolve("colours.weights.h5");
        KerasWeights.write(file, trained);
        Network read = new Network(ARCHITECTURE, KerasWeights.read(file, ARCHITECTURE));
        assertThat(accuracyInInference(read)).isEqualTo(accuracyInInference(trained));
        Architecture atAnotherSize = Backbone.MOBILENET_V2.architecture(0.35, 64);
        assertThat(trained.as(atAnotherSize).weights().specs()).isEqualTo(atAnotherSize.weights());
    }

    private static double accuracyInInference(Network network) {
        RandomGenerator random = new SplittableRandom(99);
        int right = 0;
        try (FrozenNetwork frozen = new FrozenNetwork(network)) {
            for (int i = 0; i < 30; i++) {
                int label = i % CLASSES;
                float[] probabilities = frozen.outputs(List.of(new Pixels(picture(random, label), SIZE, SIZE)))[0];
                right += argMax(probabilities) == label ? 1 : 0;
            }
        }
        return right / 30.0;
    }

    private static ScratchTraining.Batch batch(RandomGenerator random, int size) {
        float[] rgb = new float[size * SIZE * SIZE * 3];
        float[] classes = new float[size * CLASSES];
        for (int i = 0; i < size; i++) {
            int label = i % CLASSES;
            float[] picture = picture(random, label);
            System.arraycopy(picture, 0, rgb, i * picture.length, picture.length);
            classes[i * CLASSES + label] = 1;
        }
        return new ScratchTraining.Batch(rgb, classes);
    }

    /** Noise in which one colour is stronger. */
    private static float[] picture(RandomGenerator random, int label) {
        float[] rgb = new float[SIZE * SIZE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (float) (random.nextDouble() * 155 + (i % 3 == label ? 100 : 0));
        }
        return rgb;
    }

    private static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
