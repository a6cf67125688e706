package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a network down layer by layer, keeping Keras' names, paddings and weight order, and works
 * out the shapes. Every method adds a layer and returns it, to be the input of the next.
 */
final class Layers {
    private final List<Layer> layers = new ArrayList<>();

    List<Layer> toList() {
        return List.copyOf(layers);
    }

    Layer input(String name, int height, int width) {
        return add(name, new LayerType.InputLayer(), List.of(), List.of(height, width, 3), List.of());
    }

    Layer conv(String name, Layer input, int filters, int kernel, int stride, Padding padding) {
        return add(
                name,
                new LayerType.Conv2D(stride, padding, false),
                List.of(input),
                convolved(input, filters, kernel, stride, padding),
                List.of(trainable(name, "kernel", kernel, kernel, input.channels(), filters)));
    }

    Layer depthwiseConv(String name, Layer input, int kernel, int stride, Padding padding) {
        return add(
                name,
                new LayerType.DepthwiseConv2D(stride, padding, false),
                List.of(input),
                convolved(input, input.channels(), kernel, stride, padding),
                List.of(trainable(name, "kernel", kernel, kernel, input.channels(), 1)));
    }

    Layer batchNorm(String name, Layer input, float epsilon, float momentum) {
        int channels = input.channels();
        return add(
                name,
                new LayerType.BatchNormalization(epsilon, momentum),
                List.of(input),
                input.outputShape(),
                List.of(
                        trainable(name, "gamma", channels),
                        trainable(name, "beta", channels),
                        new WeightSpec(name, "moving_mean", List.of(channels), false),
                        new WeightSpec(name, "moving_variance", List.of(channels), false)));
    }

    Layer relu6(String name, Layer input) {
        return add(name, new LayerType.ReLU(6f), List.of(input), input.outputShape(), List.of());
    }

    Layer add(String name, Layer first, Layer second) {
        return add(name, new LayerType.Add(), List.of(first, second), first.outputShape(), List.of());
    }

    /**
     * Pads so that a VALID convolution of stride 2 halves the picture as Keras does it (its {@code
     * correct_pad}): an even side gets one row less in front than behind.
     */
    Layer padForStride2(String name, Layer input, int kernel) {
        int half = kernel / 2;
        int top = half - (1 - input.outputShape().get(0) % 2);
        int left = half - (1 - input.outputShape().get(1) % 2);
        return add(
                name,
                new LayerType.ZeroPadding2D(top, half, left, half),
                List.of(input),
                List.of(
                        input.outputShape().get(0) + top + half,
                        input.outputShape().get(1) + left + half,
                        input.channels()),
                List.of());
    }

    Layer globalAveragePooling(String name, Layer input) {
        return add(name, new LayerType.GlobalAveragePooling2D(), List.of(input), List.of(input.channels()), List.of());
    }

    Layer dense(String name, Layer input, int units, Activation activation) {
        return add(
                name,
                new LayerType.Dense(activation),
                List.of(input),
                List.of(units),
                List.of(trainable(name, "kernel", input.channels(), units), trainable(name, "bias", units)));
    }

    private Layer add(
            String name, LayerType type, List<Layer> inputs, List<Integer> outputShape, List<WeightSpec> weights) {
        Layer layer = new Layer(name, type, inputs.stream().map(Layer::name).toList(), outputShape, weights);
        layers.add(layer);
        return layer;
    }

    private static WeightSpec trainable(String layer, String name, Integer... shape) {
        return new WeightSpec(layer, name, List.of(shape), true);
    }

    private static List<Integer> convolved(Layer input, int filters, int kernel, int stride, Padding padding) {
        return List.of(
                outputSize(input.outputShape().get(0), kernel, stride, padding),
                outputSize(input.outputShape().get(1), kernel, stride, padding),
                filters);
    }

    private static int outputSize(int size, int kernel, int stride, Padding padding) {
        int window = padding == Padding.SAME ? 1 : kernel;
        return (size - window) / stride + 1;
    }
}
