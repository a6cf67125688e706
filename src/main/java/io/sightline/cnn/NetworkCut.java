package io.sightline.cnn;

import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.LayerType.InputLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network in two parts, for fine-tuning: a base that stays as it is, whose output for a picture can
 * be computed once and kept, and what is above it, of which some layers are trained. The cut is at the
 * last layer before the first trained one through which everything passes; within a block with a
 * shortcut that may be some layers lower.
 *
 * <p>Batch normalization is not trained and stays in inference mode, as Keras' guide to transfer
 * learning advises: its moving statistics would be destroyed by few small batches.
 */
public final class NetworkCut {
    private final Network whole;
    private final int cut;
    private final Set<String> unfrozen;

    private NetworkCut(Network whole, int cut, Set<String> unfrozen) {
        this.whole = whole;
        this.cut = cut;
        this.unfrozen = unfrozen;
    }

    /**
     * Cuts a network to train its upper layers.
     *
     * @param from the first layer to be trained: its name, its block's, or a count from the top
     * @throws IllegalArgumentException if there is no such layer, or nothing to train from there on
     */
    public static NetworkCut of(Network network, String from) {
        List<Layer> layers = network.architecture().layers();
        int first = UnfreezePoint.index(network.architecture(), from);
        Set<String> unfrozen = new LinkedHashSet<>();
        for (Layer layer : layers.subList(first, layers.size())) {
            if (!layer.weights().isEmpty() && !(layer.type() instanceof BatchNormalization)) {
                unfrozen.add(layer.name());
            }
        }
        if (unfrozen.isEmpty()) {
            throw new IllegalArgumentException(
                    "from " + from + " on " + network.architecture().name() + " has no weights to train; start lower");
        }
        return new NetworkCut(network, lastPassage(layers, first), unfrozen);
    }

    /** The uncut network. */
    public Network whole() {
        return whole;
    }

    /** The part below the cut. Its output are the activations that the part above takes in. */
    public Network base() {
        return whole.as(new Architecture(
                whole.architecture().name(),
                whole.architecture().preprocessing(),
                whole.architecture().layers().subList(0, cut + 1)));
    }

    /** Dimensions of the activations at the cut, without the batch. */
    public List<Integer> shape() {
        return at().outputShape();
    }

    /** Name of the layer at the cut. */
    public String layer() {
        return at().name();
    }

    /** Names of the layers that are trained, in Keras' order. */
    public Set<String> unfrozen() {
        return Set.copyOf(unfrozen);
    }

    /** Number of values that are trained. */
    public long trainableParameters() {
        return whole.architecture().layers().stream()
                .filter(layer -> unfrozen.contains(layer.name()))
                .mapToLong(Layer::parameters)
                .sum();
    }

    /** The whole network with some weights replaced. */
    public Network with(Map<WeightSpec, float[]> trained) {
        List<float[]> arrays = new ArrayList<>();
        for (WeightSpec spec : whole.architecture().weights()) {
            arrays.add(trained.getOrDefault(spec, whole.weights().values(spec)));
        }
        return new Network(
                whole.architecture(), new Weights(whole.architecture().weights(), arrays));
    }

    /** The layers above the cut; the first is an input layer in the place of the one at the cut. */
    public Network top() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(at().name(), new InputLayer(), List.of(), at().outputShape(), List.of()));
        List<Layer> all = whole.architecture().layers();
        layers.addAll(all.subList(cut + 1, all.size()));
        return whole.as(new Architecture(
                whole.architecture().name(), whole.architecture().preprocessing(), layers));
    }

    private Layer at() {
        return whole.architecture().layers().get(cut);
    }

    /** The last layer before the given one that no later layer reaches behind. */
    static int lastPassage(List<Layer> layers, int first) {
        Map<String, Integer> place = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            place.put(layers.get(i).name(), i);
        }
        int lowest = layers.size();
        int passage = 0;
        // from the top down: a cut below every input that is used above it
        for (int i = layers.size() - 1; i > 0; i--) {
            for (String input : layers.get(i).inputs()) {
                lowest = Math.min(lowest, place.getOrDefault(input, 0));
            }
            if (i <= first && lowest >= i - 1) {
                passage = i - 1;
                break;
            }
        }
        return passage;
    }
}
