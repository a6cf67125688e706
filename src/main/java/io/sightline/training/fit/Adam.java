package io.sightline.training.fit;

import io.sightline.cnn.graph.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba, 2015) over variables of one graph, with Keras' defaults: β₁ 0.9, β₂ 0.999, ε
 * 1e-7.
 */
final class Adam {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final float weightDecay;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> decay;
    private final VariableSet slots = new VariableSet();
    private final List<Op> updates = new ArrayList<>();
    private long step;

    /**
     * Adds the gradients of a loss and the updates to its graph.
     *
     * @param loss a scalar
     * @param variables what to train; all must have a gradient
     */
    Adam(Ops tf, Operand<TFloat32> loss, List<Operand<TFloat32>> variables, OptimizerSettings settings) {
        weightDecay = settings.weightDecay();
        rate = tf.placeholder(TFloat32.class);
        decay = tf.placeholder(TFloat32.class);
        Gradients found = tf.gradients(loss, variables);
        List<Operand<TFloat32>> gradients = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            gradients.add(found.dy(i));
        }
        if (settings.clipNorm() > 0) {
            gradients = clipped(tf, gradients, settings.clipNorm());
        }
        // no update before every gradient is there: one may still read the variable's old value
        Ops after = tf.withControlDependencies(List.copyOf(gradients));
        Operand<TFloat32> zero = tf.constant(0f);
        for (int i = 0; i < variables.size(); i++) {
            Operand<TFloat32> variable = variables.get(i);
            Operand<TFloat32> first = slots.add(tf, variable.shape());
            Operand<TFloat32> second = slots.add(tf, variable.shape());
            Ops then = settings.weightDecay() > 0 && variable.shape().numDimensions() > 1
                    ? after.withControlDependencies(List.of(after.assignSub(variable, after.math.mul(variable, decay))))
                    : after;
            // bias correction is part of the rate that is fed, so that the powers of beta stay 0 here
            updates.add(then.train.applyAdam(
                    variable,
                    first,
                    second,
                    zero,
                    zero,
                    rate,
                    tf.constant(BETA_1),
                    tf.constant(BETA_2),
                    tf.constant(EPSILON),
                    gradients.get(i)));
        }
    }

    /** Starts anew. */
    void initialize(Session session) {
        slots.zero(session);
        step = 0;
    }

    /** Steps done since the start. */
    long steps() {
        return step;
    }

    /** The moments of the gradients, to go on with later. */
    List<float[]> read(Session session) {
        return slots.read(session);
    }

    /** Goes on after so many steps with what {@link #read} gave. */
    void load(Session session, List<float[]> moments, long steps) {
        slots.load(session, moments);
        step = steps;
    }

    /**
     * Adds the next step to a run.
     *
     * @param runner with the batch fed
     * @param run runs it and makes something of the result
     * @return what {@code run} returned
     */
    <T> T step(Session.Runner runner, float learningRate, Function<Session.Runner, T> run) {
        step++;
        double corrected = learningRate * Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
        try (TFloat32 fed = TFloat32.scalarOf((float) corrected);
                TFloat32 fedDecay = TFloat32.scalarOf(learningRate * weightDecay)) {
            updates.forEach(runner::addTarget);
            return run.apply(runner.feed(rate, fed).feed(decay, fedDecay));
        }
    }

    private static List<Operand<TFloat32>> clipped(Ops tf, List<Operand<TFloat32>> gradients, float limit) {
        List<Operand<TFloat32>> halfSquares = new ArrayList<>();
        gradients.forEach(gradient -> halfSquares.add(tf.nn.l2Loss(gradient)));
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
        Operand<TFloat32> scale = tf.math.div(tf.constant(limit), tf.math.maximum(norm, tf.constant(limit)));
        List<Operand<TFloat32>> scaled = new ArrayList<>();
        gradients.forEach(gradient -> scaled.add(tf.math.mul(gradient, scale)));
        return scaled;
    }
}
