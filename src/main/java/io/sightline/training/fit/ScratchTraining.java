package io.sightline.training.fit;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Network;
import io.sightline.cnn.Weights;
import io.sightline.cnn.graph.NetworkGraph;
import io.sightline.cnn.graph.Tensors;
import io.sightline.cnn.graph.VariableWeights;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.training.schedule.LearningRateSchedule;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Trains every weight of a network with a softmax top: Adam on the cross-entropy, batch normalization
 * by the batch's statistics.
 *
 * <p>Threading notes: {@link #train} runs on the caller's thread and calls back on it; TensorFlow uses
 * all processors.
 */
public final class ScratchTraining {
    private final Architecture architecture;
    private final float momentum;

    /**
     * Sets a training up; nothing runs yet.
     *
     * @param architecture a network that ends in a dense layer, from {@code architectureWithTop}
     * @param momentum of the moving statistics: 0.999 is Keras' for MobileNetV2; 0.99 or less for runs
     *     of some hundred steps, as the statistics otherwise stay near their start
     */
    public ScratchTraining(Architecture architecture, float momentum) {
        this.architecture = architecture;
        this.momentum = momentum;
    }

    /** One batch of pictures with the answers. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Batch(float[] rgb, float[] classes) {
        /**
         * @param rgb picture by picture, each height x width x 3, 0 to 255
         * @param classes picture by picture, one value for each class that add up to 1: one-hot, or
         *     smoothed
         */
        public Batch {}
    }

    /** Makes the batches. */
    @FunctionalInterface
    public interface Batches {
        /** The batch for a step, counted from 0; the first step of each new batch size takes seconds. */
        Batch at(int step);
    }

    /** Is told how it goes. */
    @FunctionalInterface
    public interface Listener {
        /** Called after each step, with the mean cross-entropy of its batch before the update. */
        void stepDone(int step, float loss);
    }

    /**
     * Trains for a number of steps.
     *
     * @param start the weights to start from, for example {@link Weights#initial}
     * @return the trained network
     */
    public Network train(
            Weights start, int steps, LearningRateSchedule learningRate, Batches batches, Listener listener) {
        TensorFlowEngine.start();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rgb =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.pictures(architecture)));
            Placeholder<TFloat32> classes = tf.placeholder(TFloat32.class);
            VariableWeights variables = new VariableWeights(momentum);
            Operand<TFloat32> logits = NetworkGraph.training(tf, architecture.logits(), variables, rgb);
            Operand<TFloat32> loss = tf.math.mean(
                    tf.nn.softmaxCrossEntropyWithLogits(logits, classes).loss(), tf.constant(0));
            Adam adam = new Adam(tf, loss, variables.trainable(), OptimizerSettings.PLAIN);
            try (Session session = new Session(graph)) {
                variables.load(session, start);
                adam.initialize(session);
                for (int step = 0; step < steps; step++) {
                    Batch batch = batches.at(step);
                    int size = batch.classes().length / architecture.outputs();
                    Session.Runner runner = session.runner();
                    for (Op update : variables.statisticsUpdates()) {
                        runner.addTarget(update);
                    }
                    try (TFloat32 pixels =
                                    Tensors.of(batch.rgb(), size, architecture.height(), architecture.width(), 3);
                            TFloat32 answers = Tensors.of(batch.classes(), size, architecture.outputs())) {
                        runner.feed(rgb, pixels).feed(classes, answers).fetch(loss);
                        listener.stepDone(step, adam.step(runner, learningRate.at(step), ScratchTraining::loss));
                    }
                }
                return new Network(architecture, variables.read(session, architecture));
            }
        }
    }

    private static float loss(Session.Runner runner) {
        try (Result result = runner.run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }
}
