package io.sightline.training;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.core.Zeros;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba, 2015) over variables of one graph, with Keras' defaults: β₁ 0.9, β₂ 0.999, ε
 * 1e-7.
 */
final class Adam {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Operand<TFloat32> loss;
    private final Placeholder<TFloat32> rate;
    private final List<Op> initializers = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();
    private int step;

    /**
     * Adds the gradients of a loss and the updates to its graph.
     *
     * @param loss a scalar
     * @param variables what to train; all must have a gradient
     */
    Adam(Ops tf, Operand<TFloat32> loss, List<Operand<TFloat32>> variables) {
        this.loss = loss;
        this.rate = tf.placeholder(TFloat32.class);
        Gradients gradients = tf.gradients(loss, variables);
        List<Op> all = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            all.add(gradients.<TFloat32>dy(i));
        }
        // no update before every gradient is there: one may still read the variable's old value
        Ops after = tf.withControlDependencies(all);
        Operand<TFloat32> zero = tf.constant(0f);
        for (int i = 0; i < variables.size(); i++) {
            Operand<TFloat32> variable = variables.get(i);
            Variable<TFloat32> first = slot(tf, variable);
            Variable<TFloat32> second = slot(tf, variable);
            // bias correction is part of the rate that is fed, so that the powers of beta stay 0 here
            updates.add(after.train.applyAdam(
                    variable,
                    first,
                    second,
                    zero,
                    zero,
                    rate,
                    tf.constant(BETA_1),
                    tf.constant(BETA_2),
                    tf.constant(EPSILON),
                    gradients.<TFloat32>dy(i)));
        }
    }

    void initialize(Session session) {
        Session.Runner runner = session.runner();
        initializers.forEach(runner::addTarget);
        runner.run().close();
        step = 0;
    }

    /**
     * Runs one step.
     *
     * @param runner with the batch fed, and anything else to run as a target
     * @return the loss before the update
     */
    float step(Session.Runner runner, float learningRate) {
        step++;
        double corrected = learningRate * Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
        try (TFloat32 fed = TFloat32.scalarOf((float) corrected)) {
            updates.forEach(runner::addTarget);
            try (Result result = runner.feed(rate, fed).fetch(loss).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    private Variable<TFloat32> slot(Ops tf, Operand<TFloat32> variable) {
        Variable<TFloat32> slot = tf.variable(variable.shape(), TFloat32.class);
        Zeros<TFloat32> zeros = tf.zeros(tf.constant(variable.shape().asArray()), TFloat32.class);
        initializers.add(tf.assign(slot, zeros));
        return slot;
    }
}
