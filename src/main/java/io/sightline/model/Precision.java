package io.sightline.model;

import java.util.Locale;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** What numbers the layers of a model compute with. Inputs, weights and probabilities are float32 always. */
public enum Precision {
    /** As it was trained. */
    FLOAT32,

    /**
     * Convolutions and products of matrices take numbers of 8 significant bits, twice as many at a time, and
     * add them up in float32. Probabilities change a little, and so may a label.
     */
    BFLOAT16;

    /** As settings name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** TensorFlow's own rewriter decides which operations can do with less; here for graphs of any size. */
    void configure(ConfigProto.Builder session) {
        if (this == BFLOAT16) {
            session.setGraphOptions(GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder()
                            .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)
                            .setMinGraphNodes(-1)));
        }
    }
}
