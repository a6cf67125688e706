package io.sightline.model;

import io.sightline.cnn.graph.Tensors;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.Pixels;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * What a bundle's backbone makes of pictures: its output {@code features}, without its head.
 *
 * <p>Threading notes: one thread at a time, which waits for those of TensorFlow.
 */
public final class FeatureExtractor implements AutoCloseable {
    private final Bundle bundle;
    private final SavedModelBundle model;

    private FeatureExtractor(Bundle bundle, SavedModelBundle model) {
        this.bundle = bundle;
        this.model = model;
    }

    /**
     * Loads a bundle's graph.
     *
     * @param threads that TensorFlow is asked for; 0 for as many as there are processors. It has none but those of the
     *     process, see {@link TensorFlowEngine#start(int)}
     * @throws ModelException if TensorFlow cannot load it
     */
    public static FeatureExtractor load(Bundle bundle, int threads) {
        TensorFlowEngine.start();
        ConfigProto session = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(threads)
                .build();
        try {
            return new FeatureExtractor(
                    bundle,
                    SavedModelBundle.loader(bundle.folder().toAbsolutePath().toString())
                            .withTags(SavedModelGraph.TAG)
                            .withConfigProto(session)
                            .load());
        } catch (TensorFlowException e) {
            throw new ModelException("TensorFlow cannot load " + bundle.folder() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the backbone over a batch.
     *
     * @param pictures at least one, each of the model's input size, RGB 0 to 255
     * @return the features of each picture, in the order given
     * @throws ModelException if TensorFlow fails on them
     */
    public float[][] features(List<Pixels> pictures) {
        try (TFloat32 batch = Tensors.batch(pictures);
                Result result = model.session()
                        .runner()
                        .feed(edge(true, Bundle.INPUT), batch)
                        .fetch(edge(false, Bundle.FEATURES))
                        .run()) {
            return Tensors.rows((TFloat32) result.get(0));
        } catch (TensorFlowException e) {
            throw new ModelException(
                    "the backbone of " + bundle.folder() + " failed on a batch of " + pictures.size() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        model.close();
    }

    private String edge(boolean input, String name) {
        var signature = model.metaGraphDef().getSignatureDefOrThrow(SavedModelGraph.SIGNATURE);
        return (input ? signature.getInputsOrThrow(name) : signature.getOutputsOrThrow(name)).getName();
    }
}
