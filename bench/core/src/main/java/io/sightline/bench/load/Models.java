package io.sightline.bench.load;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import io.sightline.model.Bundle;
import io.sightline.model.BundleWriter;
import io.sightline.model.Head;
import io.sightline.model.Manifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The model that all contenders run where none is given. */
public final class Models {
    private static final long SEED = 1;
    private static final List<String> LABELS = List.of("ok", "scratch", "dent", "stain");

    private Models() {}

    /**
     * Writes a model of a backbone of width 1.0 with weights by chance, for pictures of the size that Keras gives it by
     * default: speed does not depend on what a model knows.
     */
    public static Bundle write(Path folder, Backbone backbone) {
        int side = backbone.defaultImageSize();
        Architecture architecture = backbone.architecture(1.0, side);
        Random random = new Random(SEED);
        Network network = new Network(architecture, weights(architecture, random));
        float[] kernel = new float[architecture.outputs() * LABELS.size()];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        Manifest manifest = new Manifest(
                "bench",
                0,
                backbone.id(),
                1.0,
                side,
                LABELS,
                true,
                Map.of(),
                null,
                Map.of(),
                null,
                "chance, seed " + SEED,
                null,
                Instant.EPOCH,
                "");
        return new BundleWriter(folder).write(network, new Head(kernel, new float[LABELS.size()]), manifest);
    }

    /** He's uniform kernels keep activations of one size through all layers: none gets slow to compute with. */
    private static Weights weights(Architecture architecture, Random random) {
        List<float[]> arrays = new ArrayList<>();
        for (WeightSpec spec : architecture.weights()) {
            float[] values = new float[spec.size()];
            switch (spec.name()) {
                case "kernel" -> {
                    double limit = Math.sqrt(6.0 / fanIn(spec));
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
                    }
                }
                case "gamma", "moving_variance" -> Arrays.fill(values, 1);
                default -> {
                    // beta, moving_mean and bias are zero
                }
            }
            arrays.add(values);
        }
        return new Weights(architecture.weights(), arrays);
    }

    private static int fanIn(WeightSpec spec) {
        int last = spec.shape().get(spec.shape().size() - 1);
        boolean depthwise = spec.shape().size() == 4 && last == 1;
        return depthwise ? spec.shape().get(0) * spec.shape().get(1) : spec.size() / last;
    }
}
