package io.sightline.cnn.weights;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.sightline.cnn.Layer;
import io.sightline.cnn.Network;
import io.sightline.cnn.WeightSpec;
import java.nio.file.Path;
import java.util.List;

/** Writes weights in the layout of the official downloads, in the order of the network's layers. */
final class OfficialLayoutFile {
    private OfficialLayoutFile() {}

    static void write(Path file, Network network) {
        List<Layer> layers = network.architecture().layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .toList();
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", layers.stream().map(Layer::name).toArray(String[]::new));
            for (Layer layer : layers) {
                WritableGroup group = hdf.putGroup(layer.name());
                group.putAttribute(
                        "weight_names",
                        layer.weights().stream()
                                .map(spec -> layer.name() + "/" + spec.name() + ":0")
                                .toArray(String[]::new));
                WritableGroup inner = group.putGroup(layer.name());
                for (WeightSpec spec : layer.weights()) {
                    inner.putDataset(
                            spec.name() + ":0",
                            Keras3Layout.shaped(network.weights().values(spec), spec.shape()));
                }
            }
        }
    }
}
