package io.sightline.cnn.weights;

import io.jhdf.api.Dataset;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.cnn.WeightSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A layer as a weights file has it: its name there and its tensors, in order. */
record StoredLayer(String name, List<Dataset> tensors) {

    /** Whether it can be a layer of a top: its kernel has two dimensions. */
    boolean isDense() {
        return !tensors.isEmpty() && tensors.get(0).getDimensions().length == 2;
    }

    /**
     * The values of its tensors, for the layer of the same place in a network.
     *
     * @throws WeightsException if number or shapes differ
     */
    List<float[]> valuesFor(Layer layer, Architecture architecture, Path file) {
        List<WeightSpec> specs = layer.weights();
        if (tensors.size() != specs.size()) {
            throw new WeightsException(file + ": layer " + name + " has " + tensors.size() + " weights, but "
                    + layer.name() + " of " + architecture.name() + " has " + specs.size());
        }
        List<float[]> values = new ArrayList<>();
        for (int k = 0; k < specs.size(); k++) {
            WeightSpec spec = specs.get(k);
            Dataset tensor = tensors.get(k);
            List<Integer> shape = Arrays.stream(tensor.getDimensions()).boxed().toList();
            if (!shape.equals(spec.shape())) {
                throw new WeightsException(file + ": weight " + k + " of layer " + name + " has shape " + shape
                        + ", but " + layer.name() + " of " + architecture.name() + " needs " + spec.shape()
                        + "; is the file for another network or alpha?");
            }
            if (!(tensor.getDataFlat() instanceof float[] floats)) {
                throw new WeightsException(file + ": layer " + name + " holds " + tensor.getJavaType()
                        + " values; Sightline reads 32-bit floats");
            }
            values.add(floats);
        }
        return values;
    }
}
