package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a network down layer by layer, keeping Keras' names, paddings and weight order, and works
 * out the shapes. Every method adds a layer and returns it, to be the input of the next.
 */
final class Layers {
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Integer> numbered = new HashMap<>();

    /** The layers in the order that Keras lists them in, whatever the order they were added in. */
    List<Layer> toList() {
        return KerasOrder.of(layers);
    }

    /** The next of Keras' automatic names: {@code conv2d}, {@code conv2d_1}, {@code conv2d_2}, ... */
    String numbered(String base) {
        int earlier = numbered.merge(base, 1, Integer::sum) - 1;
        return earlier == 0 ? base : base + "_" + earlier;
    }

    Layer input(String name, int height, int width) {
        return add(name, new LayerType.InputLayer(), List.of(), List.of(height, width, 3), List.of());
    }

    Layer conv(String name, Layer input, int filters, int kernel, int stride, Padding padding) {
        return conv(name, input, filters, kernel, kernel, stride, padding);
    }

    Layer conv(String name, Layer input, int filters, int rows, int columns, int stride, Padding padding) {
        return add(
                name,
                new LayerType.Conv2D(stride, padding, false, Activation.LINEAR),
                List.of(input),
                windowed(input, filters, rows, columns, stride, padding),
                List.of(trainable(name, "kernel", rows, columns, input.channels(), filters)));
    }

    Layer convWithBias(
            String name, Layer input, int filters, int kernel, int stride, Padding padding, Activation activation) {
        return add(
                name,
                new LayerType.Conv2D(stride, padding, true, activation),
                List.of(input),
                windowed(input, filters, kernel, kernel, stride, padding),
                List.of(
                        trainable(name, "kernel", kernel, kernel, input.channels(), filters),
                        trainable(name, "bias", filters)));
    }

    Layer depthwiseConv(String name, Layer input, int kernel, int stride, Padding padding) {
        return add(
                name,
                new LayerType.DepthwiseConv2D(stride, padding, false),
                List.of(input),
                windowed(input, input.channels(), kernel, kernel, stride, padding),
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

    /** Batch normalization that shifts but does not scale: no gamma. */
    Layer batchNormWithoutScale(String name, Layer input, float epsilon, float momentum) {
        int channels = input.channels();
        return add(
                name,
                new LayerType.BatchNormalization(epsilon, momentum),
                List.of(input),
                input.outputShape(),
                List.of(
                        trainable(name, "beta", channels),
                        new WeightSpec(name, "moving_mean", List.of(channels), false),
                        new WeightSpec(name, "moving_variance", List.of(channels), false)));
    }

    Layer relu(String name, Layer input) {
        return add(
                name, new LayerType.ActivationLayer(Activation.RELU), List.of(input), input.outputShape(), List.of());
    }

    Layer relu6(String name, Layer input) {
        return add(name, new LayerType.ReLU(6f), List.of(input), input.outputShape(), List.of());
    }

    Layer maxPooling(String name, Layer input, int size, int stride) {
        return add(
                name,
                new LayerType.MaxPooling2D(size, stride, Padding.VALID),
                List.of(input),
                windowed(input, input.channels(), size, size, stride, Padding.VALID),
                List.of());
    }

    Layer averagePooling(String name, Layer input, int size, int stride, Padding padding) {
        return add(
                name,
                new LayerType.AveragePooling2D(size, stride, padding),
                List.of(input),
                windowed(input, input.channels(), size, size, stride, padding),
                List.of());
    }

    Layer add(String name, Layer first, Layer second) {
        return add(name, new LayerType.Add(), List.of(first, second), first.outputShape(), List.of());
    }

    Layer concatenate(String name, Layer... inputs) {
        Layer first = inputs[0];
        int channels = Arrays.stream(inputs).mapToInt(Layer::channels).sum();
        return add(
                name,
                new LayerType.Concatenate(),
                List.of(inputs),
                List.of(first.outputShape().get(0), first.outputShape().get(1), channels),
                List.of());
    }

    /** Puts the same number of zeros around the picture on every side. */
    Layer pad(String name, Layer input, int side) {
        return add(
                name,
                new LayerType.ZeroPadding2D(side, side, side, side),
                List.of(input),
                List.of(
                        input.outputShape().get(0) + 2 * side,
                        input.outputShape().get(1) + 2 * side,
                        input.channels()),
                List.of());
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

    Layer flatten(String name, Layer input) {
        int values = input.outputShape().stream().reduce(1, Math::multiplyExact);
        return add(name, new LayerType.Flatten(), List.of(input), List.of(values), List.of());
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

    private static List<Integer> windowed(
            Layer input, int channels, int rows, int columns, int stride, Padding padding) {
        return List.of(
                outputSize(input.outputShape().get(0), rows, stride, padding),
                outputSize(input.outputShape().get(1), columns, stride, padding),
                channels);
    }

    private static int outputSize(int size, int kernel, int stride, Padding padding) {
        int window = padding == Padding.SAME ? 1 : kernel;
        return (size - window) / stride + 1;
    }
}
