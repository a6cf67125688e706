package io.sightline.cnn.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Variables of one graph that are set and read together. */
public final class VariableSet {
    private final List<Variable<TFloat32>> variables = new ArrayList<>();
    private final List<Placeholder<TFloat32>> values = new ArrayList<>();
    private final List<Op> assignments = new ArrayList<>();

    /** Adds a variable to the graph and the set; it has no value until {@link #load}. */
    public Operand<TFloat32> add(Ops tf, Shape shape) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
        variables.add(variable);
        values.add(value);
        assignments.add(tf.assign(variable, value));
        return variable;
    }

    /** How many there are. */
    public int size() {
        return variables.size();
    }

    /** Sets every variable, in the order they were added. */
    public void load(Session session, List<float[]> arrays) {
        if (arrays.size() != variables.size()) {
            throw new IllegalArgumentException(arrays.size() + " arrays for " + variables.size() + " variables");
        }
        if (variables.isEmpty()) {
            return;
        }
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (int i = 0; i < arrays.size(); i++) {
                Tensor value =
                        Tensors.of(arrays.get(i), variables.get(i).shape().asArray());
                fed.add(value);
                runner.feed(values.get(i), value).addTarget(assignments.get(i));
            }
            runner.run().close();
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    /** Sets every variable to 0. */
    public void zero(Session session) {
        load(
                session,
                variables.stream()
                        .map(variable ->
                                new float[Math.toIntExact(variable.shape().size())])
                        .toList());
    }

    /** The present values, in the order they were added. */
    public List<float[]> read(Session session) {
        if (variables.isEmpty()) {
            return List.of();
        }
        Session.Runner runner = session.runner();
        variables.forEach(runner::fetch);
        List<float[]> arrays = new ArrayList<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                arrays.add(Tensors.values((TFloat32) result.get(i)));
            }
        }
        return arrays;
    }
}
