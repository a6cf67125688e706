package io.sightline.model;

import io.sightline.cnn.Network;
import io.sightline.cnn.graph.NetworkGraph;
import io.sightline.cnn.graph.Tensors;
import io.sightline.engine.TensorFlowEngine;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A classifier as a SavedModel: all weights are constants of its graph, so that there is nothing to
 * restore when it is loaded.
 */
final class SavedModelGraph {
    static final String SIGNATURE = "serving_default";
    static final String TAG = "serve";
    static final String HEAD = "head";

    private SavedModelGraph() {}

    static SavedModel of(Network backbone, Head head) {
        TensorFlowEngine.start();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> image = tf.withName(Bundle.INPUT)
                    .placeholder(TFloat32.class, Placeholder.shape(Tensors.pictures(backbone.architecture())));
            Operand<TFloat32> features =
                    tf.withName(Bundle.FEATURES).identity(NetworkGraph.inference(tf, backbone, image));
            Operand<TFloat32> probabilities = probabilities(tf, head, features);
            return savedModel(
                    graph.toGraphDef(),
                    SignatureDef.newBuilder()
                            .setMethodName("tensorflow/serving/predict")
                            .putInputs(Bundle.INPUT, info(image))
                            .putOutputs(Bundle.FEATURES, info(features))
                            .putOutputs(Bundle.PROBABILITIES, info(probabilities))
                            .build());
        }
    }

    /**
     * A head as part of a graph.
     *
     * @param nodes to be added to the graph
     * @param probabilities what the signature says of its output
     */
    record WithHead(List<NodeDef> nodes, TensorInfo probabilities) {}

    /**
     * A head for a graph that is there already.
     *
     * @param features the node that gives the features
     */
    static WithHead head(Head head, String features) {
        TensorFlowEngine.start();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input = tf.withName(features)
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, head.features())));
            Operand<TFloat32> probabilities = probabilities(tf, head, input);
            return new WithHead(
                    graph.toGraphDef().getNodeList().stream()
                            .filter(node -> !node.getName().equals(features))
                            .toList(),
                    info(probabilities));
        }
    }

    private static Operand<TFloat32> probabilities(Ops tf, Head head, Operand<TFloat32> features) {
        return tf.withName(Bundle.PROBABILITIES).identity(head.build(tf.withSubScope(HEAD), features));
    }

    static SavedModel savedModel(GraphDef graph, SignatureDef signature) {
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(MetaGraphDef.newBuilder()
                        .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(TAG))
                        .setGraphDef(graph)
                        .putSignatureDef(SIGNATURE, signature))
                .build();
    }

    private static TensorInfo info(Operand<TFloat32> operand) {
        Shape shape = operand.shape();
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.numDimensions(); i++) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(shape.get(i)));
        }
        return TensorInfo.newBuilder()
                .setName(operand.op().name() + ":0")
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(dimensions)
                .build();
    }
}
