package io.sightline.cnn.graph;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Weights as variables of one graph, batch normalization by each batch's own statistics, which the
 * moving ones follow: training.
 */
public final class VariableWeights implements GraphWeights {
    private final float momentum;
    private final VariableSet set = new VariableSet();
    private final Map<WeightSpec, Operand<TFloat32>> variables = new LinkedHashMap<>();
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
        Operand<TFloat32> known = variables.get(spec);
        if (known != null) {
            return known;
        }
        Operand<TFloat32> variable = set.add(tf.withName(spec.name()), Tensors.shape(spec.shape()));
        variables.put(spec, variable);
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

    /** Every variable by what it is, in the order the graph was built in. */
    Map<WeightSpec, Operand<TFloat32>> variables() {
        return new LinkedHashMap<>(variables);
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
        set.load(session, variables.keySet().stream().map(weights::values).toList());
    }

    /** The present values of the variables, in the order of {@link #variables}. */
    Map<WeightSpec, float[]> read(Session session) {
        List<float[]> arrays = set.read(session);
        Map<WeightSpec, float[]> values = new LinkedHashMap<>();
        for (WeightSpec spec : variables.keySet()) {
            values.put(spec, arrays.get(values.size()));
        }
        return values;
    }

    /** The present values of the variables of a network. */
    public Weights read(Session session, Architecture architecture) {
        Map<WeightSpec, float[]> values = read(session);
        if (!values.keySet().containsAll(architecture.weights())) {
            throw new IllegalArgumentException("the graph lacks variables of " + architecture.name());
        }
        return new Weights(
                architecture.weights(),
                architecture.weights().stream().map(values::get).toList());
    }

    private void follow(Ops tf, Operand<TFloat32> moving, Operand<TFloat32> ofBatch) {
        statisticsUpdates.add(
                tf.assignSub(moving, tf.math.mul(tf.math.sub(moving, ofBatch), tf.constant(1 - momentum))));
    }
}
