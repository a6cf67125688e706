package io.sightline.model;

import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A model that TensorFlow itself cannot run on some pictures: on a blue one an assertion of its graph
 * fails, and a white one makes it ask for more memory than a machine can address.
 */
public final class PickyModel {
    private static final long TOO_MANY_FLOATS = 1L << 46;

    private PickyModel() {}

    /** Writes a bundle of two classes whose pictures have a given side. */
    public static Bundle write(Path folder, int size) throws IOException {
        Bundle usual = TestModels.write(folder, "ok", "scratch");
        Path savedModel = usual.folder().resolve(Bundle.SAVED_MODEL);
        TensorFlowEngine.start();
        try (Graph graph = new Graph()) {
            SignatureDef signature = build(Ops.create(graph), size);
            Files.write(
                    savedModel,
                    SavedModelGraph.savedModel(graph.toGraphDef(), signature).toByteArray());
        }
        Manifest manifest = sized(usual.manifest(), size).with(1, null, Sha256.of(savedModel));
        Json.mapper().writeValue(usual.folder().resolve(Bundle.MANIFEST).toFile(), manifest);
        return Bundle.read(usual.folder());
    }

    private static SignatureDef build(Ops tf, int size) {
        Placeholder<TFloat32> image = tf.withName(Bundle.INPUT)
                .placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, size, size, 3)));
        Operand<TFloat32> colours = tf.math.mean(image, tf.array(1, 2));
        Operand<TFloat32> red = tf.slice(colours, tf.array(0, 0), tf.array(-1, 1));
        Operand<TFloat32> blue = tf.slice(colours, tf.array(0, 2), tf.array(-1, 1));
        Operand<TFloat32> bluest = tf.max(tf.math.sub(blue, red), tf.array(0, 1));
        Operand<TFloat32> reddest = tf.max(red, tf.array(0, 1));
        Operand<TInt64> whites = tf.dtypes.cast(tf.math.greater(reddest, tf.constant(250f)), TInt64.class);
        Operand<TInt64> floats = tf.math.add(tf.math.mul(whites, tf.constant(TOO_MANY_FLOATS)), tf.constant(1L));
        Operand<TFloat32> memory = tf.fill(tf.reshape(floats, tf.array(1)), tf.constant(0f));
        Ops strict = tf.withControlDependencies(
                tf.assertThat(tf.math.less(bluest, tf.constant(100f)), List.of(tf.constant("it is blue"))));
        Operand<TFloat32> features =
                strict.withName(Bundle.FEATURES).identity(tf.math.add(colours, tf.max(memory, tf.array(0))));
        Operand<TFloat32> kernel = tf.constant(Shape.of(3, 2), DataBuffers.of(.01f, 0, 0, .01f, .01f, 0));
        Operand<TFloat32> probabilities =
                tf.withName(Bundle.PROBABILITIES).nn.softmax(tf.linalg.matMul(features, kernel));
        return SignatureDef.newBuilder()
                .setMethodName("tensorflow/serving/predict")
                .putInputs(Bundle.INPUT, info(image, -1, size, size, 3))
                .putOutputs(Bundle.FEATURES, info(features, -1, 3))
                .putOutputs(Bundle.PROBABILITIES, info(probabilities, -1, 2))
                .build();
    }

    private static TensorInfo info(Operand<TFloat32> operand, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
        }
        return TensorInfo.newBuilder()
                .setName(operand.op().name() + ":0")
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape)
                .build();
    }

    private static Manifest sized(Manifest usual, int size) {
        return new Manifest(
                usual.name(),
                usual.version(),
                usual.backbone(),
                usual.alpha(),
                size,
                usual.labels(),
                usual.orientation(),
                usual.metrics(),
                usual.calibration(),
                usual.training(),
                usual.dataHash(),
                usual.weightsOrigin(),
                usual.parentVersion(),
                usual.createdAt(),
                usual.savedModelSha256());
    }
}
