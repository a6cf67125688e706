package io.sightline.cnn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How a backbone wants its pixels; Keras' {@code preprocess_input} modes. */
public enum Preprocessing {
    /** RGB scaled to -1 to 1: Keras' mode {@code tf}. */
    TF {
        @Override
        Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rgb) {
            return tf.math.sub(tf.math.div(rgb, tf.constant(127.5f)), tf.constant(1f));
        }
    };

    /** Adds the operations that turn RGB 0 to 255, [?, height, width, 3], into the network's input. */
    abstract Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rgb);
}
