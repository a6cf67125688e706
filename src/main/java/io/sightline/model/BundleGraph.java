package io.sightline.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The graph of a bundle as its {@code saved_model.pb} has it: to read its head, and to put another head
 * on the same backbone without the backbone's own weights files.
 */
public final class BundleGraph {
    private final Bundle bundle;
    private final MetaGraphDef meta;
    private final SignatureDef signature;
    private final List<NodeDef> backbone;

    private BundleGraph(Bundle bundle, MetaGraphDef meta) {
        this.bundle = bundle;
        this.meta = meta;
        this.signature = meta.getSignatureDefOrDefault(SavedModelGraph.SIGNATURE, SignatureDef.getDefaultInstance());
        if (!signature.containsInputs(Bundle.INPUT) || !signature.containsOutputs(Bundle.FEATURES)) {
            throw new ModelException(bundle.folder() + " has no signature " + SavedModelGraph.SIGNATURE + " from "
                    + Bundle.INPUT + " to " + Bundle.FEATURES + "; take a bundle that `sightline train` wrote");
        }
        this.backbone = needed(node(signature.getOutputsOrThrow(Bundle.FEATURES).getName()));
    }

    /**
     * Reads the graph of a bundle, with all weights in it, into memory.
     *
     * @throws ModelException if it cannot be read, or has no features
     */
    public static BundleGraph read(Bundle bundle) {
        Path file = bundle.folder().resolve(Bundle.SAVED_MODEL);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            SavedModel model = SavedModel.parseFrom(coded);
            if (model.getMetaGraphsCount() != 1) {
                throw new ModelException(file + " holds " + model.getMetaGraphsCount()
                        + " graphs, not one; take a bundle that `sightline train` wrote");
            }
            return new BundleGraph(bundle, model.getMetaGraphs(0));
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e, e);
        }
    }

    /** Number of features that the backbone gives for a picture. */
    public int features() {
        TensorInfo features = signature.getOutputsOrThrow(Bundle.FEATURES);
        int dimensions = features.getTensorShape().getDimCount();
        return Math.toIntExact(features.getTensorShape().getDim(dimensions - 1).getSize());
    }

    /**
     * The head.
     *
     * @throws ModelException if it is not a dense layer of the names that {@link BundleWriter} gives
     */
    public Head head() {
        Map<String, NodeDef> nodes = meta.getGraphDef().getNodeList().stream()
                .filter(node -> node.getOp().equals("Const"))
                .collect(Collectors.toMap(NodeDef::getName, node -> node));
        NodeDef kernel = nodes.get(SavedModelGraph.HEAD + "/kernel");
        NodeDef bias = nodes.get(SavedModelGraph.HEAD + "/bias");
        if (kernel == null || bias == null) {
            throw new ModelException(bundle.folder() + " has no dense layer " + SavedModelGraph.HEAD
                    + "; take a bundle that `sightline train` wrote");
        }
        return new Head(Constants.floats(kernel), Constants.floats(bias));
    }

    /**
     * SHA-256 over all that turns pictures into features: equal for bundles that give the same features.
     *
     * @return lower-case hexadecimal
     */
    public String backboneSha256() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            coded.useDeterministicSerialization();
            for (NodeDef node : backbone) {
                coded.writeMessageNoTag(node);
            }
            coded.flush();
        } catch (IOException e) {
            throw new ModelException("cannot hash the backbone of " + bundle.folder(), e);
        }
        return Hex.encodeHexString(digest.digest());
    }

    /** The same backbone, node by node, with another head. */
    SavedModel with(Head head) {
        if (head.features() != features()) {
            throw new IllegalArgumentException("a head of " + head.features() + " features does not fit the "
                    + features() + " of " + bundle.folder());
        }
        backbone.forEach(this::requireConstant);
        Set<String> names = new HashSet<>();
        backbone.forEach(node -> names.add(node.getName()));
        GraphDef.Builder graph = meta.getGraphDef().toBuilder().clearNode().addAllNode(backbone);
        TensorInfo features = signature.getOutputsOrThrow(Bundle.FEATURES);
        SavedModelGraph.WithHead added = SavedModelGraph.head(head, node(features.getName()));
        for (NodeDef node : added.nodes()) {
            if (!names.add(node.getName())) {
                throw new ModelException("the backbone of " + bundle.folder() + " has a node " + node.getName()
                        + ", where the head's must be; take a bundle that `sightline train` wrote");
            }
            graph.addNode(node);
        }
        SignatureDef.Builder changed = signature.toBuilder()
                .clearOutputs()
                .putOutputs(Bundle.FEATURES, features)
                .putOutputs(Bundle.PROBABILITIES, added.probabilities());
        return SavedModelGraph.savedModel(graph.build(), changed.build());
    }

    private void requireConstant(NodeDef node) {
        if (node.getOp().startsWith("Var") || node.getOp().endsWith("PartitionedCall")) {
            throw new ModelException("the weights of " + bundle.folder() + " are not in its graph (" + node.getName()
                    + " is a " + node.getOp() + "); only a bundle that `sightline train` wrote can have another head");
        }
    }

    /** The nodes that one depends on, and itself, in the graph's order. */
    private List<NodeDef> needed(String last) {
        Map<String, NodeDef> byName = new HashMap<>();
        meta.getGraphDef().getNodeList().forEach(node -> byName.put(node.getName(), node));
        Set<String> names = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(last));
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            NodeDef node = byName.get(name);
            if (node == null) {
                throw new ModelException("the graph of " + bundle.folder() + " has no node " + name
                        + "; copy the bundle again or train it anew");
            }
            if (names.add(name)) {
                node.getInputList().forEach(input -> open.add(node(input)));
            }
        }
        return meta.getGraphDef().getNodeList().stream()
                .filter(node -> names.contains(node.getName()))
                .toList();
    }

    /** The node that an edge starts from: {@code name}, {@code name:output}, or {@code ^name}. */
    private static String node(String edge) {
        String name = edge.startsWith("^") ? edge.substring(1) : edge;
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
