package io.sightline.cnn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network without its weights: the layers in Keras' order, from the input layer to the output.
 *
 * @param name the network's name, for example {@code mobilenet_v2}
 * @param preprocessing what Keras does to RGB 0 to 255 before the first layer
 * @param layers at least one; each takes its input from layers before it
 */
public record Architecture(String name, Preprocessing preprocessing, List<Layer> layers) {
    public Architecture {
        layers = List.copyOf(layers);
        Set<String> seen = new HashSet<>();
        for (Layer layer : layers) {
            if (!seen.containsAll(layer.inputs()) || !seen.add(layer.name())) {
                throw new IllegalArgumentException(
                        "layer " + layer.name() + " of " + name + " is named twice or comes before its input");
            }
        }
    }

    /** Every weight tensor in Keras' order. */
    public List<WeightSpec> weights() {
        return layers.stream().flatMap(layer -> layer.weights().stream()).toList();
    }

    /** Number of values in all weights. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** Number of values in the weights that training may change. */
    public long trainableParameters() {
        return weights().stream()
                .filter(WeightSpec::trainable)
                .mapToLong(WeightSpec::size)
                .sum();
    }

    /**
     * The same network with the last layer's activation taken off, so that its output are the logits
     * that a loss is computed from; weights fit both.
     *
     * @throws IllegalStateException if the last layer is not dense
     */
    public Architecture logits() {
        Layer last = last();
        if (!(last.type() instanceof LayerType.Dense)) {
            throw new IllegalStateException(name + " ends in " + last.name() + ", which gives no logits");
        }
        List<Layer> changed = new ArrayList<>(layers);
        changed.set(
                layers.size() - 1,
                new Layer(
                        last.name(),
                        new LayerType.Dense(LayerType.Activation.LINEAR),
                        last.inputs(),
                        last.outputShape(),
                        last.weights()));
        return new Architecture(name, preprocessing, changed);
    }

    /**
     * The same network less its last layer: what the layer before it gives is the output.
     *
     * @throws IllegalStateException if the last layer takes more than that
     */
    public Architecture withoutLastLayer() {
        List<Layer> rest = layers.subList(0, layers.size() - 1);
        if (rest.isEmpty()
                || !last().inputs().equals(List.of(rest.get(rest.size() - 1).name()))) {
            throw new IllegalStateException(name + " does not end in one layer after another");
        }
        return new Architecture(name, preprocessing, rest);
    }

    /** The last layer, whose output is the network's. */
    public Layer last() {
        return layers.get(layers.size() - 1);
    }

    /** Rows of the input. */
    public int height() {
        return layers.get(0).outputShape().get(0);
    }

    /** Columns of the input. */
    public int width() {
        return layers.get(0).outputShape().get(1);
    }

    /** Channels of the last layer: the number of features, or of classes with the top. */
    public int outputs() {
        return last().channels();
    }

    /** Number of values that the last layer gives for a picture, of all its dimensions. */
    public int outputValues() {
        return layers.get(layers.size() - 1).outputShape().stream().reduce(1, Math::multiplyExact);
    }
}
