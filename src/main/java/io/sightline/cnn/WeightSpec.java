package io.sightline.cnn;

import java.util.List;

/**
 * One weight tensor of a layer, as Keras lists it.
 *
 * @param layer the layer's name, for example {@code block_1_expand_BN}
 * @param name the weight's name within the layer, for example {@code moving_variance}
 * @param shape its dimensions, in Keras' order (height, width, in, out for a convolution kernel)
 * @param trainable false for the moving statistics of batch normalization
 */
public record WeightSpec(String layer, String name, List<Integer> shape, boolean trainable) {
    public WeightSpec {
        shape = List.copyOf(shape);
    }

    /** Number of values in the tensor. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return layer + "/" + name + " " + shape;
    }
}
