package io.sightline.cnn.graph;

import io.sightline.cnn.Layer;
import io.sightline.cnn.NetworkCut;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Weights of the part of a network above a cut: variables where it is trained, constants elsewhere. */
public final class UnfrozenWeights implements GraphWeights {
    private final NetworkCut cut;
    private final Weights start;
    private final ConstantWeights frozen;
    private final VariableWeights unfrozen = new VariableWeights(1);

    /** Makes an empty set, filled as the graph is built. */
    public UnfrozenWeights(NetworkCut cut) {
        this.cut = cut;
        this.start = cut.whole().weights();
        this.frozen = new ConstantWeights(start);
    }

    @Override
    public Operand<TFloat32> of(Ops tf, WeightSpec spec) {
        return cut.unfrozen().contains(spec.layer()) ? unfrozen.of(tf, spec) : frozen.of(tf, spec);
    }

    @Override
    public Operand<TFloat32> normalize(Ops tf, Layer layer, Operand<TFloat32> input) {
        return frozen.normalize(tf, layer, input);
    }

    /** The variables, in the order the graph was built in. */
    public List<Operand<TFloat32>> variables() {
        return List.copyOf(unfrozen.variables().values());
    }

    /** What the variables are, in the same order. */
    public List<WeightSpec> specs() {
        return List.copyOf(unfrozen.variables().keySet());
    }

    /** Sets the variables to the network's weights. */
    public void initialize(Session session) {
        unfrozen.load(session, start);
    }

    /** The present values of the variables, in the same order. */
    public List<float[]> read(Session session) {
        return List.copyOf(unfrozen.read(session).values());
    }

    /** Sets the variables to what {@link #read} gave. */
    public void load(Session session, List<float[]> values) {
        unfrozen.load(session, new Weights(specs(), values));
    }
}
