package io.sightline.cnn;

import io.sightline.cnn.LayerType.BatchNormalization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Weights as variables of one graph, batch normalization by each batch's own statistics, which the
 * moving ones follow: training.
 */
public final class VariableWeights implements GraphWeights {
    private final float momentum;
    private final Map<WeightSpec, Variable<TFloat32>> variables = new LinkedHashMap<>();
    private final Map<WeightSpec, Placeholder<TFloat32>> values = new LinkedHashMap<>();
    private final List<Op> assignments = new ArrayList<>();
    private final List<Op> statisticsUpdates = new ArrayList<>();

    /**
     * Makes an empty set, filled as the graph is built.
     *
     * @param momentum share of the moving statistics that a batch leaves as it was; Keras' layer has
     *     0.999, too slow for runs of some hundred steps
     */
    public VariableWeights(float momentum) {
        this.momentum = momentum;
    }

    @Override
    public Operand<TFloat32> of(Ops tf, WeightSpec spec) {
        Variable<TFloat32> known = variables.get(spec);
        if (known != null) {
            return known;
        }
        Variable<TFloat32> variable = tf.withName(spec.name()).variable(Tensors.shape(spec.shape()), TFloat32.class);
        Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
        variables.put(spec, variable);
        values.put(spec, value);
        assignments.add(tf.assign(variable, value));
        return variable;
    }

    @Override
    public Operand<TFloat32> normalize(Ops tf, Layer layer, Operand<TFloat32> input) {
        if (!(layer.type() instanceof BatchNormalization type)) {
            throw new IllegalArgumentException(layer.name() + " is no batch normalization");
        }
        Operand<TFloat32> none = tf.constant(new float[0]);
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                input,
                gamma(tf, layer),
                of(tf, layer.requireWeight("beta")),
                none,
                none,
                FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon(type.epsilon()));
        follow(tf, of(tf, layer.requireWeight("moving_mean")), norm.batchMean());
        follow(tf, of(tf, layer.requireWeight("moving_variance")), norm.batchVariance());
        return norm.y();
    }

    /** The variables that training may change, in Keras' order. */
    public List<Operand<TFloat32>> trainable() {
        List<Operand<TFloat32>> trainable = new ArrayList<>();
        variables.forEach((spec, variable) -> {
            if (spec.trainable()) {
                trainable.add(variable);
            }
        });
        return trainable;
    }

    /** To be run with each training step: lets the moving statistics follow the batch's. */
    public List<Op> statisticsUpdates() {
        return List.copyOf(statisticsUpdates);
    }

    /** Sets every variable. */
    public void load(Session session, Weights weights) {
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            values.forEach((spec, placeholder) -> {
                Tensor value = Tensors.of(
                        weights.values(spec),
                        spec.shape().stream().mapToLong(Integer::longValue).toArray());
                fed.add(value);
                runner.feed(placeholder, value);
            });
            assignments.forEach(runner::addTarget);
            runner.run().close();
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    /** The present values of the variables of a network. */
    public Weights read(Session session, Architecture architecture) {
        Session.Runner runner = session.runner();
        for (WeightSpec spec : architecture.weights()) {
            Variable<TFloat32> variable = variables.get(spec);
            if (variable == null) {
                throw new IllegalArgumentException("the graph has no variable for " + spec);
            }
            runner.fetch(variable);
        }
        List<float[]> arrays = new ArrayList<>();
        try (Result result = runner.run()) {
            for (int k = 0; k < architecture.weights().size(); k++) {
                arrays.add(Tensors.values((TFloat32) result.get(k)));
            }
        }
        return new Weights(architecture.weights(), arrays);
    }

    private void follow(Ops tf, Operand<TFloat32> moving, Operand<TFloat32> ofBatch) {
        statisticsUpdates.add(
                tf.assignSub(moving, tf.math.mul(tf.math.sub(moving, ofBatch), tf.constant(1 - momentum))));
    }
}
