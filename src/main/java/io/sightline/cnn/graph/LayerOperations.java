package io.sightline.cnn.graph;

import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType;
import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.ActivationLayer;
import io.sightline.cnn.LayerType.Add;
import io.sightline.cnn.LayerType.AveragePooling2D;
import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.LayerType.Concatenate;
import io.sightline.cnn.LayerType.Conv2D;
import io.sightline.cnn.LayerType.Dense;
import io.sightline.cnn.LayerType.DepthwiseConv2D;
import io.sightline.cnn.LayerType.Flatten;
import io.sightline.cnn.LayerType.GlobalAveragePooling2D;
import io.sightline.cnn.LayerType.InputLayer;
import io.sightline.cnn.LayerType.MaxPooling2D;
import io.sightline.cnn.LayerType.ReLU;
import io.sightline.cnn.LayerType.ZeroPadding2D;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** For each kind of layer the operations Keras would run. */
final class LayerOperations {
    private final GraphWeights weights;

    LayerOperations(GraphWeights weights) {
        this.weights = weights;
    }

    /** Adds one layer to a graph and returns its output. */
    Operand<TFloat32> add(Ops tf, Layer layer, List<Operand<TFloat32>> inputs) {
        Operand<TFloat32> x = inputs.get(0);
        LayerType type = layer.type();
        if (type instanceof InputLayer) {
            return x;
        } else if (type instanceof Conv2D || type instanceof DepthwiseConv2D || type instanceof Dense) {
            return weighted(tf, layer, x);
        } else if (type instanceof BatchNormalization) {
            return weights.normalize(tf, layer, x);
        } else if (type instanceof ReLU relu) {
            return relu.maxValue() == null ? tf.nn.relu(x) : tf.nn.relu6(x);
        } else if (type instanceof ActivationLayer activation) {
            return activated(tf, activation.activation(), x);
        } else if (type instanceof Add) {
            return tf.math.add(x, inputs.get(1));
        } else if (type instanceof Concatenate) {
            return tf.concat(inputs, tf.constant(3));
        }
        return reshaped(tf, layer, x);
    }

    private Operand<TFloat32> weighted(Ops tf, Layer layer, Operand<TFloat32> x) {
        Operand<TFloat32> kernel = weights.of(tf, layer.weights().get(0));
        LayerType type = layer.type();
        if (type instanceof Conv2D conv) {
            return activated(
                    tf,
                    conv.activation(),
                    biased(
                            tf,
                            layer,
                            tf.nn.conv2d(
                                    x,
                                    kernel,
                                    sides(conv.stride()),
                                    conv.padding().name())));
        } else if (type instanceof DepthwiseConv2D conv) {
            return biased(
                    tf,
                    layer,
                    tf.nn.depthwiseConv2dNative(
                            x, kernel, sides(conv.stride()), conv.padding().name()));
        } else if (type instanceof Dense dense) {
            return activated(tf, dense.activation(), biased(tf, layer, tf.linalg.matMul(x, kernel)));
        }
        throw new IllegalArgumentException("no operation with a kernel for " + type);
    }

    private static Operand<TFloat32> reshaped(Ops tf, Layer layer, Operand<TFloat32> x) {
        LayerType type = layer.type();
        if (type instanceof ZeroPadding2D pad) {
            return tf.pad(
                    x,
                    tf.constant(new int[][] {{0, 0}, {pad.top(), pad.bottom()}, {pad.left(), pad.right()}, {0, 0}}),
                    tf.constant(0f));
        } else if (type instanceof MaxPooling2D pool) {
            return tf.nn.maxPool(
                    x,
                    tf.constant(new int[] {1, pool.size(), pool.size(), 1}),
                    tf.constant(new int[] {1, pool.stride(), pool.stride(), 1}),
                    pool.padding().name());
        } else if (type instanceof AveragePooling2D pool) {
            return tf.nn.avgPool(
                    x, sides(pool.size()), sides(pool.stride()), pool.padding().name());
        } else if (type instanceof GlobalAveragePooling2D) {
            return tf.math.mean(x, tf.constant(new int[] {1, 2}));
        } else if (type instanceof Flatten) {
            return tf.reshape(x, tf.constant(new int[] {-1, layer.channels()}));
        }
        throw new IllegalArgumentException("no operation for " + type);
    }

    private Operand<TFloat32> biased(Ops tf, Layer layer, Operand<TFloat32> sums) {
        return layer.weight("bias")
                .<Operand<TFloat32>>map(bias -> tf.nn.biasAdd(sums, weights.of(tf, bias)))
                .orElse(sums);
    }

    private static Operand<TFloat32> activated(Ops tf, Activation activation, Operand<TFloat32> sums) {
        return switch (activation) {
            case LINEAR -> sums;
            case RELU -> tf.nn.relu(sums);
            case SIGMOID -> tf.math.sigmoid(sums);
            case SOFTMAX -> tf.nn.softmax(sums);
        };
    }

    /** The same for rows and columns; pictures and channels are taken one by one. */
    private static List<Long> sides(int side) {
        return List.of(1L, (long) side, (long) side, 1L);
    }
}
