package io.sightline.cnn.graph;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.cnn.Network;
import io.sightline.cnn.NetworkCut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adds a network to a TensorFlow graph, preprocessing first and then layer by layer. */
public final class NetworkGraph {
    private final Ops tf;
    private final Architecture architecture;
    private final LayerOperations operations;

    private NetworkGraph(Ops tf, Architecture architecture, GraphWeights weights) {
        this.tf = tf;
        this.architecture = architecture;
        this.operations = new LayerOperations(weights);
    }

    /**
     * Adds a network for inference: constants, batch normalization folded, preprocessing included.
     *
     * @param rgb pictures of the network's input size, RGB 0 to 255
     * @return the last layer's output
     */
    public static Operand<TFloat32> inference(Ops tf, Network network, Operand<TFloat32> rgb) {
        Network folded = network.folded();
        return new NetworkGraph(tf, folded.architecture(), new ConstantWeights(folded.weights())).output(rgb);
    }

    /**
     * Adds a network for training: variables, batch normalization by the batch's own statistics.
     *
     * @param rgb pictures of the network's input size, RGB 0 to 255
     * @return the last layer's output
     */
    public static Operand<TFloat32> training(
            Ops tf, Architecture architecture, VariableWeights variables, Operand<TFloat32> rgb) {
        return new NetworkGraph(tf, architecture, variables).output(rgb);
    }

    /**
     * Adds the part of a network above a cut for fine-tuning, batch normalization in inference mode.
     *
     * @param activations what the part below gave, [?, ...] of the cut's shape
     * @return the last layer's output
     */
    public static Operand<TFloat32> fineTuning(
            Ops tf, NetworkCut cut, UnfrozenWeights weights, Operand<TFloat32> activations) {
        return new NetworkGraph(tf, cut.top().architecture(), weights).layers(activations);
    }

    /** Inference with the layers as they are, which is slower; to check folding against. */
    static Operand<TFloat32> unfolded(Ops tf, Network network, Operand<TFloat32> rgb) {
        return new NetworkGraph(tf, network.architecture(), new ConstantWeights(network.weights())).output(rgb);
    }

    private Operand<TFloat32> output(Operand<TFloat32> rgb) {
        return layers(architecture.preprocessing().apply(tf.withSubScope("preprocessing"), rgb));
    }

    private Operand<TFloat32> layers(Operand<TFloat32> input) {
        Map<String, Operand<TFloat32>> outputs = new HashMap<>();
        Operand<TFloat32> last = input;
        for (Layer layer : architecture.layers()) {
            List<Operand<TFloat32>> inputs = layer.inputs().isEmpty()
                    ? List.of(last)
                    : layer.inputs().stream().map(outputs::get).toList();
            last = operations.add(tf.withSubScope(layer.name()), layer, inputs);
            outputs.put(layer.name(), last);
        }
        return last;
    }
}
