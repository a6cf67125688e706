package io.sightline.cnn.graph;

import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** Weights as constants of the graph, batch normalization by its moving statistics: inference. */
final class ConstantWeights implements GraphWeights {
    private final Weights weights;

    ConstantWeights(Weights weights) {
        this.weights = weights;
    }

    @Override
    public Operand<TFloat32> of(Ops tf, WeightSpec spec) {
        return tf.withName(spec.name())
                .constant(Tensors.shape(spec.shape()), DataBuffers.of(weights.values(spec), true, false));
    }

    @Override
    public Operand<TFloat32> normalize(Ops tf, Layer layer, Operand<TFloat32> input) {
        if (!(layer.type() instanceof BatchNormalization type)) {
            throw new IllegalArgumentException(layer.name() + " is no batch normalization");
        }
        return tf.nn.fusedBatchNorm(
                        input,
                        gamma(tf, layer),
                        of(tf, layer.requireWeight("beta")),
                        of(tf, layer.requireWeight("moving_mean")),
                        of(tf, layer.requireWeight("moving_variance")),
                        FusedBatchNorm.isTraining(false),
                        FusedBatchNorm.epsilon(type.epsilon()))
                .y();
    }
}
