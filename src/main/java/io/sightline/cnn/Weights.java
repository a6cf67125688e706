package io.sightline.cnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The weights of a network: one array of values, in C order, for each of its weight tensors. */
public final class Weights {
    private final Map<String, Map<String, float[]>> values = new LinkedHashMap<>();
    private final List<WeightSpec> specs = new ArrayList<>();

    /**
     * Pairs tensors with their values; the arrays are kept, not copied.
     *
     * @throws IllegalArgumentException if an array has not the size of its tensor
     */
    public Weights(List<WeightSpec> specs, List<float[]> arrays) {
        if (specs.size() != arrays.size()) {
            throw new IllegalArgumentException(specs.size() + " weights but " + arrays.size() + " arrays");
        }
        for (int k = 0; k < specs.size(); k++) {
            put(specs.get(k), arrays.get(k));
        }
    }

    /**
     * Fresh weights for training from scratch, as Keras starts: Glorot's uniform kernels, batch
     * normalization that changes nothing, zero biases.
     */
    public static Weights initial(Architecture architecture, RandomGenerator random) {
        List<float[]> arrays = new ArrayList<>();
        for (WeightSpec spec : architecture.weights()) {
            float[] array = new float[spec.size()];
            switch (spec.name()) {
                case "kernel" -> fillGlorotUniform(spec.shape(), array, random);
                case "gamma", "moving_variance" -> Arrays.fill(array, 1);
                default -> {
                    // beta, moving_mean and bias start at zero
                }
            }
            arrays.add(array);
        }
        return new Weights(architecture.weights(), arrays);
    }

    /** Every tensor, in Keras' order. */
    public List<WeightSpec> specs() {
        return List.copyOf(specs);
    }

    /**
     * The values of one tensor, not copied.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    public float[] values(String layer, String name) {
        float[] found = values.getOrDefault(layer, Map.of()).get(name);
        if (found == null) {
            throw new IllegalArgumentException("there are no weights " + layer + "/" + name);
        }
        return found;
    }

    /** The values of one tensor, not copied; see {@link #values(String, String)}. */
    public float[] values(WeightSpec spec) {
        return values(spec.layer(), spec.name());
    }

    private void put(WeightSpec spec, float[] array) {
        if (array.length != spec.size()) {
            throw new IllegalArgumentException(spec + " has " + spec.size() + " values, not " + array.length);
        }
        specs.add(spec);
        values.computeIfAbsent(spec.layer(), layer -> new LinkedHashMap<>()).put(spec.name(), array);
    }

    private static void fillGlorotUniform(List<Integer> shape, float[] array, RandomGenerator random) {
        int rank = shape.size();
        int receptiveField = shape.subList(0, rank - 2).stream().reduce(1, Math::multiplyExact);
        double fanIn = (double) receptiveField * shape.get(rank - 2);
        double fanOut = (double) receptiveField * shape.get(rank - 1);
        double limit = Math.sqrt(6 / (fanIn + fanOut));
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }
}
