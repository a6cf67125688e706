package io.sightline.training.fit;

import io.sightline.cnn.graph.VariableSet;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.types.TFloat32;

/**
 * The layers a head is trained as, in a graph: standardized features, dropout, a dense layer, and its
 * loss: binary cross-entropy on one unit, or categorical cross-entropy on several.
 */
final class HeadLayer {
    private final Shape shape;
    private final int units;
    private final Placeholder<TFloat32> targets;
    private final Placeholder<TFloat32> weights;
    private final PlaceholderWithDefault<TFloat32> mask;
    private final List<Operand<TFloat32>> variables;
    private final Operand<TFloat32> logits;
    private final Operand<TFloat32> loss;

    /**
     * Adds the layers.
     *
     * @param features [?, n]
     * @param units 1 for two classes, else one for each
     * @param set gets the kernel, then the bias
     */
    HeadLayer(Ops tf, Operand<TFloat32> features, Standardization standardization, int units, VariableSet set) {
        this.units = units;
        int count = standardization.mean().length;
        shape = Shape.of(count, units);
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, units)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        mask = tf.placeholderWithDefault(tf.constant(new float[][] {{1}}), Shape.unknown());
        Operand<TFloat32> standard = tf.math.div(
                tf.math.sub(features, vector(tf, standardization.mean())), vector(tf, standardization.deviation()));
        Operand<TFloat32> kernel = set.add(tf, shape);
        Operand<TFloat32> bias = set.add(tf, Shape.of(units));
        variables = List.of(kernel, bias);
        logits = tf.nn.biasAdd(tf.linalg.matMul(tf.math.mul(standard, mask), kernel), bias);
        Operand<TFloat32> losses = units == 1
                ? tf.math.mean(tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, targets)), tf.constant(1))
                : tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
        loss = tf.math.mean(tf.math.mul(losses, weights), tf.constant(0));
    }

    /**
     * All zeros. Keras starts a dense layer at random, which a lone one on features does not need: its loss
     * has one minimum, and after few steps what is left of a random start is only noise.
     */
    List<float[]> initial() {
        return List.of(new float[Math.toIntExact(shape.size())], new float[units]);
    }

    /** What a batch's answers are fed to: [?, units], one-hot, or the index of the class of two. */
    Operand<TFloat32> targets() {
        return targets;
    }

    /** How much each picture of a batch counts: [?]. */
    Operand<TFloat32> weights() {
        return weights;
    }

    /** What the features are multiplied with: dropout's mask, or the default of 1. */
    Operand<TFloat32> mask() {
        return mask;
    }

    List<Operand<TFloat32>> variables() {
        return variables;
    }

    Operand<TFloat32> logits() {
        return logits;
    }

    Operand<TFloat32> loss() {
        return loss;
    }

    private static Operand<TFloat32> vector(Ops tf, float[] values) {
        return tf.constant(Shape.of(values.length), DataBuffers.of(values, true, false));
    }
}
