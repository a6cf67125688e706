package io.sightline.cnn.weights;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType.Dense;
import io.sightline.cnn.Network;
import io.sightline.cnn.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes the weights files of Keras (HDF5), in both layouts there are: that of the
 * official downloads ({@code layer_names} and {@code weight_names}) and Keras 3's {@code
 * .weights.h5}. Like Keras it goes by the order of layers and weights, not by their names, and it
 * checks every shape. A file with a top also fits the network without.
 */
public final class KerasWeights {
    private KerasWeights() {}

    /**
     * Reads the weights of a network.
     *
     * @throws WeightsException if the file is missing, damaged, no weights file, or for another
     *     network; the message names the first layer that differs
     */
    public static Weights read(Path file, Architecture architecture) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException("there is no weights file " + file);
        }
        List<Layer> layers = architecture.layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .toList();
        try (HdfFile hdf = new HdfFile(file)) {
            List<StoredLayer> stored = Keras3Layout.recognises(hdf)
                    ? Keras3Layout.read(hdf, architecture, file)
                    : LegacyLayout.read(hdf, file);
            checkCount(stored, layers, architecture, file);
            List<float[]> arrays = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                arrays.addAll(stored.get(i).valuesFor(layers.get(i), architecture, file));
            }
            return new Weights(architecture.weights(), arrays);
        } catch (HdfException e) {
            throw new WeightsException(
                    file + " is no readable HDF5 file (" + e.getMessage() + "); download it again", e);
        }
    }

    /**
     * Writes weights in Keras 3's layout, which {@code model.load_weights} of Keras 3 reads into the
     * same network. The name should end in {@code .weights.h5}.
     *
     * @throws WeightsException if the file cannot be written
     */
    public static void write(Path file, Network network) {
        try {
            Keras3Layout.write(file, network);
        } catch (HdfException e) {
            throw new WeightsException("cannot write " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static void checkCount(List<StoredLayer> stored, List<Layer> wanted, Architecture architecture, Path file) {
        boolean restIsTop = stored.stream().skip(wanted.size()).allMatch(StoredLayer::isDense);
        if (stored.size() < wanted.size() || !restIsTop) {
            boolean onlyTopMissing =
                    wanted.stream().skip(stored.size()).allMatch(layer -> layer.type() instanceof Dense);
            throw new WeightsException(file + " has " + stored.size() + " layers with weights, " + architecture.name()
                    + " has " + wanted.size() + "; it is a file "
                    + (stored.size() < wanted.size() && onlyTopMissing
                            ? "without the top, give the one with it"
                            : "for another network"));
        }
    }
}
