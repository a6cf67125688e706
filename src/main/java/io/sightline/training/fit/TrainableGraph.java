package io.sightline.training.fit;

import io.sightline.cnn.NetworkCut;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.graph.NetworkGraph;
import io.sightline.cnn.graph.Tensors;
import io.sightline.cnn.graph.UnfrozenWeights;
import io.sightline.cnn.graph.VariableSet;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * What is trained, in a graph of its own: a head on features, or a head on the unfrozen part of a
 * network on activations.
 *
 * <p>Threading notes: for the thread that trains.
 */
public final class TrainableGraph implements AutoCloseable {
    private static final ConfigProto ONE_THREAD = ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();

    private static final int SCORED_AT_ONCE = 32;

    private final Graph graph = new Graph();
    private final Session session;
    private final long[] rowShape;
    private final Placeholder<TFloat32> rows;
    private final VariableSet headVariables = new VariableSet();
    private final @Nullable UnfrozenWeights unfrozen;
    private final Standardization standardization;
    private final HeadLayer head;
    private final Adam adam;

    private TrainableGraph(
            @Nullable NetworkCut cut,
            Standardization standardization,
            int classes,
            OptimizerSettings optimizer,
            ConfigProto config) {
        this.standardization = standardization;
        List<Integer> shape = cut == null ? List.of(standardization.mean().length) : cut.shape();
        rowShape = shape.stream().mapToLong(Integer::longValue).toArray();
        Ops tf = Ops.create(graph);
        rows = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(withBatch(Shape.UNKNOWN_SIZE))));
        List<Operand<TFloat32>> variables = new ArrayList<>();
        Operand<TFloat32> features = rows;
        if (cut == null) {
            unfrozen = null;
        } else {
            unfrozen = new UnfrozenWeights(cut);
            features = NetworkGraph.fineTuning(tf, cut, unfrozen, rows);
        }
        head = new HeadLayer(tf, features, standardization, Head.units(classes), headVariables);
        variables.addAll(head.variables());
        if (unfrozen != null) {
            variables.addAll(unfrozen.variables());
        }
        adam = new Adam(tf, head.loss(), variables, optimizer);
        session = new Session(graph, config);
    }

    /**
     * A head on features. One thread computes, so that the same input gives the same head to the last
     * bit; an epoch takes milliseconds all the same.
     */
    public static TrainableGraph head(Standardization standardization, int classes, OptimizerSettings optimizer) {
        TensorFlowEngine.start();
        return new TrainableGraph(null, standardization, classes, optimizer, ONE_THREAD);
    }

    /** A head on the part of a network above a cut; all threads compute that the process has for operations. */
    public static TrainableGraph fineTuning(
            NetworkCut cut, Standardization standardization, int classes, OptimizerSettings optimizer) {
        TensorFlowEngine.start();
        return new TrainableGraph(cut, standardization, classes, optimizer, ConfigProto.getDefaultInstance());
    }

    /** Starts with a fresh head. */
    public void initialize() {
        initialize(head.initial());
    }

    /** Starts with a head that was trained already, and the network's weights above the cut. */
    public void initialize(List<float[]> trainedHead) {
        headVariables.load(session, trainedHead);
        if (unfrozen != null) {
            unfrozen.initialize(session);
        }
        adam.initialize(session);
    }

    /** Values of a row. */
    int rowSize() {
        int size = 1;
        for (long dimension : rowShape) {
            size = Math.multiplyExact(size, (int) dimension);
        }
        return size;
    }

    /** Number of features the head sees. */
    int features() {
        return standardization.mean().length;
    }

    /**
     * What a step made of its batch, before it changed anything.
     *
     * @param loss mean over the batch
     * @param logits of each picture
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Step(float loss, float[][] logits) {}

    /** Does one step of the optimizer. */
    Step step(Batch batch, float learningRate) {
        int size = batch.weights().length;
        try (TFloat32 x = Tensors.of(batch.rows(), withBatch(size));
                TFloat32 y = Tensors.of(batch.targets(), size, batch.targets().length / size);
                TFloat32 w = Tensors.of(batch.weights(), size);
                TFloat32 mask = Tensors.of(batch.mask(), size, features())) {
            Session.Runner runner = session.runner()
                    .feed(rows, x)
                    .feed(head.targets(), y)
                    .feed(head.weights(), w)
                    .feed(head.mask(), mask)
                    .fetch(head.loss())
                    .fetch(head.logits());
            return adam.step(runner, learningRate, TrainableGraph::run);
        }
    }

    /** The logits of pictures, without dropout. */
    float[][] logits(float[] values) {
        int size = values.length / rowSize();
        try (TFloat32 x = Tensors.of(values, withBatch(size));
                Result result =
                        session.runner().feed(rows, x).fetch(head.logits()).run()) {
            return Tensors.rows((TFloat32) result.get(0));
        }
    }

    /** What it makes of labelled pictures. */
    public List<ScoredPhoto> score(Labelled labelled) {
        List<ScoredPhoto> scored = new ArrayList<>();
        labelled.activations().forEachBatch(labelled.photos(), 1, SCORED_AT_ONCE, (photos, values) -> {
            float[][] logits = logits(values);
            for (int i = 0; i < logits.length; i++) {
                scored.add(
                        new ScoredPhoto(photos.get(i).file(), photos.get(i).label(), Head.probabilitiesOf(logits[i])));
            }
        });
        return scored;
    }

    /** The variables: the head's kernel and bias, then those of the unfrozen layers. */
    List<float[]> variables() {
        List<float[]> all = new ArrayList<>(headVariables.read(session));
        if (unfrozen != null) {
            all.addAll(unfrozen.read(session));
        }
        return all;
    }

    /** The optimizer's memory. */
    List<float[]> moments() {
        return adam.read(session);
    }

    /** Sets what {@link #variables} reads. */
    void load(List<float[]> variables) {
        headVariables.load(session, variables.subList(0, 2));
        if (unfrozen != null) {
            unfrozen.load(session, variables.subList(2, variables.size()));
        }
    }

    /** Goes on after so many steps with what {@link #variables} and {@link #moments} gave. */
    void load(List<float[]> variables, List<float[]> moments, long steps) {
        load(variables);
        adam.load(session, moments, steps);
    }

    /** The head for plain features that goes with some variables. */
    public Head head(List<float[]> variables) {
        return standardization.fold(new Head(variables.get(0), variables.get(1)));
    }

    /** The weights of the unfrozen layers among some variables. */
    public Map<WeightSpec, float[]> unfrozen(List<float[]> variables) {
        Map<WeightSpec, float[]> weights = new LinkedHashMap<>();
        if (unfrozen != null) {
            for (WeightSpec spec : unfrozen.specs()) {
                weights.put(spec, variables.get(2 + weights.size()));
            }
        }
        return weights;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private static Step run(Session.Runner runner) {
        try (Result result = runner.run()) {
            return new Step(((TFloat32) result.get(0)).getFloat(), Tensors.rows((TFloat32) result.get(1)));
        }
    }

    private long[] withBatch(long size) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = size;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        return shape;
    }
}
