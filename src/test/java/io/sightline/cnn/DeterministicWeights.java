package io.sightline.cnn;

import io.sightline.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/** Weights and a picture that any tool can make anew from a formula, to compare networks by. */
public final class DeterministicWeights {
    private DeterministicWeights() {}

    public static Network network(Architecture architecture) {
        List<float[]> arrays = new ArrayList<>();
        for (WeightSpec spec : architecture.weights()) {
            arrays.add(tensor(spec, arrays.size()));
        }
        return new Network(architecture, new Weights(architecture.weights(), arrays));
    }

    public static Pixels picture(int size) {
        float[] rgb = new float[size * size * 3];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[(y * size + x) * 3 + c] = (7 * y + 13 * x + 29 * c) % 256;
                }
            }
        }
        return new Pixels(rgb, size, size);
    }

    private static float[] tensor(WeightSpec spec, int k) {
        int last = spec.shape().get(spec.shape().size() - 1);
        int fanIn = spec.shape().size() == 4 && last == 1
                ? spec.shape().get(0) * spec.shape().get(1)
                : spec.size() / last;
        float[] values = new float[spec.size()];
        for (int i = 0; i < values.length; i++) {
            double s = Math.sin((i + 1) * 12.9898 + (k + 1) * 78.233) * 43758.5453;
            double u = s - Math.floor(s);
            values[i] = (float)
                    switch (spec.name()) {
                        case "kernel" -> (2 * u - 1) * Math.sqrt(6.0 / fanIn);
                        case "gamma" -> 0.8 + 0.4 * u;
                        case "moving_variance" -> 0.5 + u;
                        default -> 0.2 * (u - 0.5);
                    };
        }
        return values;
    }
}
