package io.sightline.cnn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How a backbone wants its pixels; Keras' {@code preprocess_input} modes. */
public enum Preprocessing {
    /** RGB scaled to -1 to 1: Keras' mode {@code tf}. */
    TF {
        @Override
        public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rgb) {
            return tf.math.sub(tf.math.div(rgb, tf.constant(127.5f)), tf.constant(1f));
        }
    },

    /** BGR, less the mean of ImageNet's pictures in each channel: Keras' mode {@code caffe}. */
    CAFFE {
        @Override
        public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rgb) {
            Operand<TFloat32> bgr = tf.reverse(rgb, tf.constant(new int[] {3}));
            return tf.math.sub(bgr, tf.constant(new float[] {103.939f, 116.779f, 123.68f}));
        }
    };

    /** Adds the operations that turn RGB 0 to 255, [?, height, width, 3], into the network's input. */
    public abstract Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rgb);
}
