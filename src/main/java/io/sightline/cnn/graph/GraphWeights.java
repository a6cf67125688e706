package io.sightline.cnn.graph;

import io.sightline.cnn.Layer;
import io.sightline.cnn.WeightSpec;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How the weights of a network stand in a graph: as constants to run it, as variables to train it. */
interface GraphWeights {

    /** The operand that holds a weight; the same for each call with the same weight. */
    Operand<TFloat32> of(Ops tf, WeightSpec spec);

    /** The output of a batch normalization layer for the given input. */
    Operand<TFloat32> normalize(Ops tf, Layer layer, Operand<TFloat32> input);

    /** The scale of a batch normalization layer; one for each channel where it does not scale. */
    default Operand<TFloat32> gamma(Ops tf, Layer layer) {
        return layer.weight("gamma").map(gamma -> of(tf, gamma)).orElseGet(() -> {
            float[] ones = new float[layer.channels()];
            Arrays.fill(ones, 1);
            return tf.constant(ones);
        });
    }
}
