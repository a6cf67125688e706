package io.sightline.cnn.weights;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.WritableGroup;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.cnn.Network;
import io.sightline.cnn.WeightSpec;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The layout of Keras 3's {@code .weights.h5}: {@code layers/<name>/vars/<k>}, where the name is the
 * layer's class in snake case, numbered from the second on ({@code conv2d}, {@code conv2d_1}), and
 * its own name is only an attribute.
 */
final class Keras3Layout {
    private static final String LAYERS = "layers";
    private static final String VARS = "vars";

    private Keras3Layout() {}

    static boolean recognises(HdfFile hdf) {
        return hdf.getChild(LAYERS) instanceof Group && hdf.getAttribute("layer_names") == null;
    }

    /** The layers of a network that have weights, in the network's order, as far as the file has them. */
    static List<StoredLayer> read(HdfFile hdf, Architecture architecture, Path file) {
        if (!(hdf.getChild(LAYERS) instanceof Group layers)) {
            throw new WeightsException(file + " has no layers/");
        }
        List<StoredLayer> stored = new ArrayList<>();
        groupNames(architecture).forEach((layer, groupName) -> {
            if (!layer.weights().isEmpty()) {
                if (!(layers.getChild(groupName) instanceof Group group)
                        || !(group.getChild(VARS) instanceof Group vars)) {
                    throw new WeightsException(file + " has no weights " + LAYERS + "/" + groupName + " for layer "
                            + layer.name() + " of " + architecture.name() + "; it is a file for another network");
                }
                stored.add(new StoredLayer(groupName, tensors(vars)));
            }
        });
        return stored;
    }

    static void write(Path file, Network network) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            WritableGroup layers = hdf.putGroup(LAYERS);
            groupNames(network.architecture()).forEach((layer, groupName) -> {
                // an empty group makes jhdf write wrong addresses, and Keras does not ask for one
                if (!layer.weights().isEmpty()) {
                    WritableGroup vars = layers.putGroup(groupName).putGroup(VARS);
                    vars.putAttribute("name", layer.name());
                    for (int k = 0; k < layer.weights().size(); k++) {
                        WeightSpec spec = layer.weights().get(k);
                        vars.putDataset(
                                String.valueOf(k), shaped(network.weights().values(spec), spec.shape()));
                    }
                }
            });
        }
    }

    private static List<Dataset> tensors(Group vars) {
        List<Dataset> tensors = new ArrayList<>();
        while (vars.getChild(String.valueOf(tensors.size())) instanceof Dataset tensor) {
            tensors.add(tensor);
        }
        return tensors;
    }

    private static Map<Layer, String> groupNames(Architecture architecture) {
        Map<String, Integer> used = new HashMap<>();
        Map<Layer, String> names = new LinkedHashMap<>();
        for (Layer layer : architecture.layers()) {
            String name = snakeCase(layer.type().kerasName());
            int earlier = used.merge(name, 1, Integer::sum) - 1;
            names.put(layer, earlier == 0 ? name : name + "_" + earlier);
        }
        return names;
    }

    /** As Keras writes it: {@code BatchNormalization} to {@code batch_normalization}, {@code ReLU} to {@code re_lu}. */
    private static String snakeCase(String className) {
        return className
                .replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    static Object shaped(float[] values, List<Integer> shape) {
        Object array = Array.newInstance(
                float.class, shape.stream().mapToInt(Integer::intValue).toArray());
        fill(array, values, 0);
        return array;
    }

    private static int fill(Object array, float[] values, int from) {
        if (array instanceof float[] row) {
            System.arraycopy(values, from, row, 0, row.length);
            return from + row.length;
        }
        int next = from;
        for (Object part : (Object[]) array) {
            next = fill(part, values, next);
        }
        return next;
    }
}
