package io.sightline.cnn.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the official files: the attribute {@code layer_names} of the file, or of its group
 * {@code model_weights}, lists groups whose attribute {@code weight_names} lists data sets.
 */
final class LegacyLayout {
    private LegacyLayout() {}

    /** The layers that have weights, in the file's order. */
    static List<StoredLayer> read(HdfFile hdf, Path file) {
        Group root = hdf.getAttribute("layer_names") == null && hdf.getChild("model_weights") instanceof Group inner
                ? inner
                : hdf;
        List<StoredLayer> layers = new ArrayList<>();
        for (String layerName : strings(root.getAttribute("layer_names"), "layer_names", file)) {
            Group group = child(root, layerName, Group.class, file);
            List<Dataset> tensors = new ArrayList<>();
            for (String weightName : strings(group.getAttribute("weight_names"), "weight_names", file)) {
                tensors.add(descend(group, weightName, file));
            }
            if (!tensors.isEmpty()) {
                layers.add(new StoredLayer(layerName, tensors));
            }
        }
        return layers;
    }

    private static Dataset descend(Group group, String path, Path file) {
        String[] steps = path.split("/");
        Group at = group;
        for (int i = 0; i < steps.length - 1; i++) {
            at = child(at, steps[i], Group.class, file);
        }
        return child(at, steps[steps.length - 1], Dataset.class, file);
    }

    private static <T extends Node> T child(Group group, String name, Class<T> type, Path file) {
        Node child = group.getChild(name);
        if (!type.isInstance(child)) {
            throw new WeightsException(file + " lists " + name + " but has no such data in " + group.getPath());
        }
        return type.cast(child);
    }

    private static List<String> strings(@Nullable Attribute attribute, String name, Path file) {
        if (attribute == null) {
            throw new WeightsException(file + " is no Keras weights file: it has no " + name
                    + " and no layers/; give an .h5 file written by Keras");
        }
        if (attribute.getSize() == 0) {
            return List.of();
        }
        Object data = attribute.getData();
        if (data instanceof String[] names) {
            return List.of(names);
        }
        throw new WeightsException(file + ": the attribute " + name + " is no list of names");
    }
}
