package io.sightline.cnn.graph;

import io.sightline.cnn.Network;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.Pixels;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network in inference mode, to compute what its last layer gives for pictures: the features of a
 * frozen backbone.
 *
 * <p>Threading notes: any thread may call {@link #outputs}, several at a time.
 */
public final class FrozenNetwork implements AutoCloseable {
    private final Graph graph;
    private final Session session;
    private final Operand<TFloat32> rgb;
    private final Operand<TFloat32> output;

    /**
     * Builds the graph; TensorFlow is started if it is not yet.
     *
     * @throws io.sightline.engine.EngineException if TensorFlow cannot be started here
     */
    public FrozenNetwork(Network network) {
        this(network, true);
    }

    FrozenNetwork(Network network, boolean folded) {
        TensorFlowEngine.start();
        graph = new Graph();
        Ops tf = Ops.create(graph);
        rgb = tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.pictures(network.architecture())));
        output = folded ? NetworkGraph.inference(tf, network, rgb) : NetworkGraph.unfolded(tf, network, rgb);
        session = new Session(graph);
    }

    /**
     * Runs the network over a batch.
     *
     * @param pictures at least one, each of the network's input size
     * @return the last layer's values for each picture
     */
    public float[][] outputs(List<Pixels> pictures) {
        try (Tensor batch = Tensors.batch(pictures);
                Result result = session.runner().feed(rgb, batch).fetch(output).run()) {
            return Tensors.rows((TFloat32) result.get(0));
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
