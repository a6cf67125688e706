package io.sightline.training;

import io.sightline.cnn.Tensors;
import io.sightline.model.Head;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * A dense layer with its loss and its optimizer in a graph: binary cross-entropy on one unit, or
 * categorical cross-entropy on several.
 */
final class HeadGraph {
    private final int features;
    private final int units;
    private final Placeholder<TFloat32> x;
    private final Placeholder<TFloat32> y;
    private final Placeholder<TFloat32> weight;
    private final Variable<TFloat32> kernel;
    private final Variable<TFloat32> bias;
    private final Placeholder<TFloat32> startKernel;
    private final Assign<TFloat32> setKernel;
    private final Assign<TFloat32> setBias;
    private final Adam adam;

    HeadGraph(Graph graph, int features, int units) {
        this.features = features;
        this.units = units;
        Ops tf = Ops.create(graph);
        x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, features)));
        y = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, units)));
        weight = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        kernel = tf.variable(Shape.of(features, units), TFloat32.class);
        bias = tf.variable(Shape.of(units), TFloat32.class);
        startKernel = tf.placeholder(TFloat32.class);
        setKernel = tf.assign(kernel, startKernel);
        setBias = tf.assign(bias, tf.constant(new float[units]));
        Operand<TFloat32> logits = tf.nn.biasAdd(tf.linalg.matMul(x, kernel), bias);
        Operand<TFloat32> losses = units == 1
                ? tf.math.mean(tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, y)), tf.constant(1))
                : tf.nn.softmaxCrossEntropyWithLogits(logits, y).loss();
        Operand<TFloat32> loss = tf.math.mean(tf.math.mul(losses, weight), tf.constant(0));
        adam = new Adam(tf, loss, List.of(kernel, bias));
    }

    /** Glorot's uniform kernel and zero biases, as Keras' dense layer starts. */
    void initialize(Session session, Random random) {
        double limit = Math.sqrt(6.0 / (features + units));
        float[] start = new float[features * units];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        try (TFloat32 value = Tensors.of(start, features, units)) {
            session.runner()
                    .feed(startKernel, value)
                    .addTarget(setKernel)
                    .addTarget(setBias)
                    .run()
                    .close();
        }
        adam.initialize(session);
    }

    float step(Session session, TFloat32 values, TFloat32 answers, TFloat32 weights, float learningRate) {
        return adam.step(session.runner().feed(x, values).feed(y, answers).feed(weight, weights), learningRate);
    }

    Head read(Session session) {
        try (Result result = session.runner().fetch(kernel).fetch(bias).run()) {
            return new Head(Tensors.values((TFloat32) result.get(0)), Tensors.values((TFloat32) result.get(1)));
        }
    }
}
