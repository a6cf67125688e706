package io.sightline.cnn.graph;

import io.sightline.cnn.Architecture;
import io.sightline.image.Pixels;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Arrays to TensorFlow's tensors and back. The caller closes what is returned. */
public final class Tensors {
    private Tensors() {}

    /** A tensor of the given dimensions with a copy of the values, in C order. */
    public static TFloat32 of(float[] values, long... dimensions) {
        return TFloat32.tensorOf(Shape.of(dimensions), DataBuffers.of(values, true, false));
    }

    /**
     * A batch [pictures, height, width, 3] of RGB 0 to 255.
     *
     * @throws IllegalArgumentException if there are no pictures or they differ in size
     */
    public static TFloat32 batch(List<Pixels> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one picture");
        }
        int height = pictures.get(0).height();
        int width = pictures.get(0).width();
        for (Pixels picture : pictures) {
            if (picture.height() != height || picture.width() != width) {
                throw new IllegalArgumentException("a batch holds pictures of one size, not " + height + "x" + width
                        + " and " + picture.height() + "x" + picture.width());
            }
        }
        return TFloat32.tensorOf(Shape.of(pictures.size(), height, width, 3), tensor -> {
            long size = (long) height * width * 3;
            for (int i = 0; i < pictures.size(); i++) {
                tensor.asRawTensor()
                        .data()
                        .asFloats()
                        .slice(i * size, size)
                        .write(pictures.get(i).rgb());
            }
        });
    }

    /** All values of a tensor, in C order. */
    public static float[] values(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    /** The values of each entry of the first dimension, in C order. */
    public static float[][] rows(TFloat32 tensor) {
        int rows = Math.toIntExact(tensor.shape().get(0));
        int columns = rows == 0 ? 0 : Math.toIntExact(tensor.size() / rows);
        float[][] values = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            tensor.asRawTensor()
                    .data()
                    .asFloats()
                    .slice((long) row * columns, columns)
                    .read(values[row]);
        }
        return values;
    }

    /** The shape of a batch of any number of pictures for a network. */
    public static Shape pictures(Architecture architecture) {
        return Shape.of(Shape.UNKNOWN_SIZE, architecture.height(), architecture.width(), 3);
    }

    static Shape shape(List<Integer> dimensions) {
        return Shape.of(dimensions.stream().mapToLong(Integer::longValue).toArray());
    }
}
