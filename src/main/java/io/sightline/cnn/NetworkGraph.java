package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Add;
import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.LayerType.Conv2D;
import io.sightline.cnn.LayerType.Dense;
import io.sightline.cnn.LayerType.DepthwiseConv2D;
import io.sightline.cnn.LayerType.GlobalAveragePooling2D;
import io.sightline.cnn.LayerType.InputLayer;
import io.sightline.cnn.LayerType.ReLU;
import io.sightline.cnn.LayerType.ZeroPadding2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adds a network to a TensorFlow graph: for each layer the operations Keras would run. */
public final class NetworkGraph {
    private final Ops tf;
    private final Architecture architecture;
    private final GraphWeights weights;

    private NetworkGraph(Ops tf, Architecture architecture, GraphWeights weights) {
        this.tf = tf;
        this.architecture = architecture;
        this.weights = weights;
    }

    /**
     * Adds a network for inference: constants, batch normalization folded, preprocessing included.
     *
     * @param rgb pictures of the network's input size, RGB 0 to 255
     * @return the last layer's output
     */
    public static Operand<TFloat32> inference(Ops tf, Network network, Operand<TFloat32> rgb) {
        Network folded = network.folded();
        return new NetworkGraph(tf, folded.architecture(), new ConstantWeights(folded.weights())).output(rgb);
    }

    /**
     * Adds a network for training: variables, batch normalization by the batch's own statistics.
     *
     * @param rgb pictures of the network's input size, RGB 0 to 255
     * @return the last layer's output
     */
    public static Operand<TFloat32> training(
            Ops tf, Architecture architecture, VariableWeights variables, Operand<TFloat32> rgb) {
        return new NetworkGraph(tf, architecture, variables).output(rgb);
    }

    /** Inference with the layers as they are, which is slower; to check folding against. */
    static Operand<TFloat32> unfolded(Ops tf, Network network, Operand<TFloat32> rgb) {
        return new NetworkGraph(tf, network.architecture(), new ConstantWeights(network.weights())).output(rgb);
    }

    private Operand<TFloat32> output(Operand<TFloat32> rgb) {
        Map<String, Operand<TFloat32>> outputs = new HashMap<>();
        Operand<TFloat32> last = architecture.preprocessing().apply(tf.withSubScope("preprocessing"), rgb);
        for (Layer layer : architecture.layers()) {
            List<Operand<TFloat32>> inputs = layer.inputs().isEmpty()
                    ? List.of(last)
                    : layer.inputs().stream().map(outputs::get).toList();
            last = layer(tf.withSubScope(layer.name()), layer, inputs);
            outputs.put(layer.name(), last);
        }
        return last;
    }

    private Operand<TFloat32> layer(Ops tf, Layer layer, List<Operand<TFloat32>> inputs) {
        Operand<TFloat32> x = inputs.get(0);
        LayerType type = layer.type();
        if (type instanceof InputLayer) {
            return x;
        } else if (type instanceof ZeroPadding2D pad) {
            return tf.pad(
                    x,
                    tf.constant(new int[][] {{0, 0}, {pad.top(), pad.bottom()}, {pad.left(), pad.right()}, {0, 0}}),
                    tf.constant(0f));
        } else if (type instanceof Conv2D conv) {
            Operand<TFloat32> kernel = weights.of(tf, layer.weights().get(0));
            return biased(
                    tf,
                    layer,
                    conv.bias(),
                    tf.nn.conv2d(
                            x, kernel, strides(conv.stride()), conv.padding().name()));
        } else if (type instanceof DepthwiseConv2D conv) {
            Operand<TFloat32> kernel = weights.of(tf, layer.weights().get(0));
            return biased(
                    tf,
                    layer,
                    conv.bias(),
                    tf.nn.depthwiseConv2dNative(
                            x, kernel, strides(conv.stride()), conv.padding().name()));
        } else if (type instanceof BatchNormalization) {
            return weights.normalize(tf, layer, x);
        } else if (type instanceof ReLU relu) {
            return relu.maxValue() == null ? tf.nn.relu(x) : tf.nn.relu6(x);
        } else if (type instanceof Add) {
            return tf.math.add(x, inputs.get(1));
        } else if (type instanceof GlobalAveragePooling2D) {
            return tf.math.mean(x, tf.constant(new int[] {1, 2}));
        } else if (type instanceof Dense dense) {
            return activated(
                    tf,
                    dense.activation(),
                    biased(
                            tf,
                            layer,
                            true,
                            tf.linalg.matMul(x, weights.of(tf, layer.weights().get(0)))));
        }
        throw new IllegalArgumentException("no operation for " + type);
    }

    private Operand<TFloat32> biased(Ops tf, Layer layer, boolean bias, Operand<TFloat32> sums) {
        return bias ? tf.nn.biasAdd(sums, weights.of(tf, layer.weights().get(1))) : sums;
    }

    private static Operand<TFloat32> activated(Ops tf, Activation activation, Operand<TFloat32> sums) {
        return switch (activation) {
            case LINEAR -> sums;
            case SIGMOID -> tf.math.sigmoid(sums);
            case SOFTMAX -> tf.nn.softmax(sums);
        };
    }

    private static List<Long> strides(int stride) {
        return List.of(1L, (long) stride, (long) stride, 1L);
    }
}
