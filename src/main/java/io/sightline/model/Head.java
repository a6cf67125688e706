package io.sightline.model;

import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType;
import io.sightline.cnn.Network;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The dense layer that turns features into probabilities: for two classes one sigmoid unit, the
 * probability of the second; for more a unit for each and softmax.
 *
 * @param kernel features x units values, in C order
 * @param bias one value for each unit
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Head(float[] kernel, float[] bias) {
    public Head {
        if (bias.length == 0 || bias.length == 2 || kernel.length == 0 || kernel.length % bias.length != 0) {
            throw new IllegalArgumentException("a head of " + bias.length + " units with " + kernel.length
                    + " kernel values: two classes have one unit, more have one for each");
        }
    }

    /**
     * The last layer of a network with its top.
     *
     * @throws IllegalArgumentException if that is no dense layer with softmax
     */
    public static Head lastLayerOf(Network network) {
        Layer last = network.architecture().last();
        if (!last.type().equals(new LayerType.Dense(LayerType.Activation.SOFTMAX))) {
            throw new IllegalArgumentException(
                    network.architecture().name() + " ends in " + last.name() + ", which gives no probabilities");
        }
        return new Head(
                network.weights().values(last.name(), "kernel"),
                network.weights().values(last.name(), "bias"));
    }

    /** How many units a head for so many classes has. */
    public static int units(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** Number of classes it tells apart. */
    public int classes() {
        return bias.length == 1 ? 2 : bias.length;
    }

    /** Number of features it needs. */
    public int features() {
        return kernel.length / bias.length;
    }

    /** The probabilities of the classes for one picture's features; they add up to 1. */
    public float[] probabilities(float[] features) {
        int units = bias.length;
        double[] logits = new double[units];
        for (int unit = 0; unit < units; unit++) {
            double sum = bias[unit];
            for (int f = 0; f < features.length; f++) {
                sum += (double) features[f] * kernel[f * units + unit];
            }
            logits[unit] = sum;
        }
        return units == 1 ? sigmoid(logits[0]) : softmax(logits);
    }

    /**
     * The probabilities of the classes that go with a head's sums.
     *
     * @param logits one for two classes, else one for each
     */
    public static float[] probabilitiesOf(float[] logits) {
        double[] exact = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            exact[i] = logits[i];
        }
        return logits.length == 1 ? sigmoid(exact[0]) : softmax(exact);
    }

    /**
     * The head whose logits are these divided by a temperature: probabilities nearer to each other above 1,
     * further apart below, in the same order.
     *
     * @param temperature over 0
     */
    public Head tempered(double temperature) {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature is " + temperature + "; it must be over 0");
        }
        return new Head(divided(kernel, temperature), divided(bias, temperature));
    }

    /** Adds the layer to a graph: features [?, n] to probabilities [?, classes]. */
    Operand<TFloat32> build(Ops tf, Operand<TFloat32> features) {
        Operand<TFloat32> weights =
                tf.withName("kernel").constant(Shape.of(features(), bias.length), DataBuffers.of(kernel, true, false));
        Operand<TFloat32> logits = tf.nn.biasAdd(
                tf.linalg.matMul(features, weights), tf.withName("bias").constant(bias));
        if (bias.length > 1) {
            return tf.nn.softmax(logits);
        }
        // not 1 - sigmoid(logits): that is 0 where it should still say how small
        return tf.concat(List.of(tf.math.sigmoid(tf.math.neg(logits)), tf.math.sigmoid(logits)), tf.constant(1));
    }

    private static float[] divided(float[] values, double divisor) {
        float[] divided = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            divided[i] = (float) (values[i] / divisor);
        }
        return divided;
    }

    private static float[] sigmoid(double logit) {
        return new float[] {(float) (1 / (1 + Math.exp(logit))), (float) (1 / (1 + Math.exp(-logit)))};
    }

    private static float[] softmax(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - max);
            sum += logits[i];
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (logits[i] / sum);
        }
        return probabilities;
    }
}
