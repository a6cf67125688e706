package io.sightline.model;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Reads the values of a graph's constants. */
final class Constants {
    private Constants() {}

    /** All values of a float constant, in C order, however TensorFlow wrote them down. */
    static float[] floats(NodeDef constant) {
        TensorProto tensor = constant.getAttrOrThrow("value").getTensor();
        int size = 1;
        for (int i = 0; i < tensor.getTensorShape().getDimCount(); i++) {
            size = Math.multiplyExact(
                    size, Math.toIntExact(tensor.getTensorShape().getDim(i).getSize()));
        }
        float[] values = new float[size];
        if (!tensor.getTensorContent().isEmpty()) {
            tensor.getTensorContent()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }
        int given = tensor.getFloatValCount();
        for (int i = 0; i < given; i++) {
            values[i] = tensor.getFloatVal(i);
        }
        // equal values at the end are written once
        if (given > 0) {
            Arrays.fill(values, given, size, values[given - 1]);
        }
        return values;
    }
}
