package io.sightline.cnn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How the weights of a network stand in a graph: as constants to run it, as variables to train it. */
interface GraphWeights {

    /** The operand that holds a weight; the same for each call with the same weight. */
    Operand<TFloat32> of(Ops tf, WeightSpec spec);

    /** The output of a batch normalization layer for the given input. */
    Operand<TFloat32> normalize(Ops tf, Layer layer, Operand<TFloat32> input);
}
