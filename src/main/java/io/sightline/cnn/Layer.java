package io.sightline.cnn;

import java.util.List;
import java.util.Optional;

/**
 * One layer of a network: what it computes, of what, and with which weights.
 *
 * @param name Keras' name of the layer
 * @param type what it computes
 * @param inputs names of the layers it takes its input from, in order
 * @param outputShape its output's dimensions without the batch: height, width, channels, or one
 *     number for a vector
 * @param weights its weight tensors in Keras' order; empty for a layer without
 */
public record Layer(
        String name, LayerType type, List<String> inputs, List<Integer> outputShape, List<WeightSpec> weights) {
    public Layer {
        inputs = List.copyOf(inputs);
        outputShape = List.copyOf(outputShape);
        weights = List.copyOf(weights);
    }

    /** Number of values in all its weights, trainable or not. */
    public long parameters() {
        return weights.stream().mapToLong(WeightSpec::size).sum();
    }

    /** Its weight of that name, if it has one. */
    public Optional<WeightSpec> weight(String weightName) {
        return weights.stream().filter(spec -> spec.name().equals(weightName)).findFirst();
    }

    /**
     * Its weight of that name.
     *
     * @throws IllegalArgumentException if it has none
     */
    public WeightSpec requireWeight(String weightName) {
        return weight(weightName)
                .orElseThrow(() -> new IllegalArgumentException("layer " + name + " has no weight " + weightName));
    }

    /** Size of the last dimension of its output. */
    public int channels() {
        return outputShape.get(outputShape.size() - 1);
    }
}
