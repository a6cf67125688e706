package io.sightline.cnn;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which Keras lists a network's layers, and so that of the weights in its files: by depth,
 * the most steps before the output first, and among those of equal depth as a walk from the output
 * back to the input, along each layer's first input first, meets them. Branches thus interleave.
 */
final class KerasOrder {
    private KerasOrder() {}

    /**
     * Sorts layers.
     *
     * @param layers each after its inputs; the last is the output
     */
    static List<Layer> of(List<Layer> layers) {
        Map<String, Integer> depths = depths(layers);
        Map<String, Integer> visits = visits(layers);
        return layers.stream()
                .sorted(Comparator.comparing((Layer layer) -> -depths.getOrDefault(layer.name(), 0))
                        .thenComparing(layer -> visits.getOrDefault(layer.name(), 0)))
                .toList();
    }

    private static Map<String, Integer> depths(List<Layer> layers) {
        Map<String, Integer> depths = new HashMap<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            int depth = depths.getOrDefault(layer.name(), 0);
            layer.inputs().forEach(input -> depths.merge(input, depth + 1, Math::max));
        }
        return depths;
    }

    private static Map<String, Integer> visits(List<Layer> layers) {
        Map<String, Layer> byName = new HashMap<>();
        layers.forEach(layer -> byName.put(layer.name(), layer));
        Map<String, Integer> visits = new HashMap<>();
        Deque<Layer> next = new ArrayDeque<>();
        next.push(layers.get(layers.size() - 1));
        while (!next.isEmpty()) {
            Layer layer = next.pop();
            if (visits.putIfAbsent(layer.name(), visits.size()) == null) {
                for (int i = layer.inputs().size() - 1; i >= 0; i--) {
                    Layer input = byName.get(layer.inputs().get(i));
                    if (input != null) {
                        next.push(input);
                    }
                }
            }
        }
        return visits;
    }
}
