package io.sightline.model;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import ai.djl.translate.NoopTranslator;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tensorflow.proto.ConfigProto;

/**
 * A bundle loaded by Deep Java Library into TensorFlow.
 *
 * <p>Threading notes: any number of threads, each with a batch buffer of its own, which later calls reuse.
 */
public final class SavedModelClassifier implements Classifier {
    private final ModelInfo info;
    private final ZooModel<NDList, NDList> model;
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private final FailedInputs failedInputs;

    private SavedModelClassifier(ModelInfo info, ZooModel<NDList, NDList> model, FailedInputs failedInputs) {
        this.info = info;
        this.model = model;
        this.failedInputs = failedInputs;
    }

    /**
     * Loads a bundle; TensorFlow takes as many threads as there are processors.
     *
     * @throws ModelException if TensorFlow cannot load it
     */
    public static SavedModelClassifier load(Bundle bundle) {
        return load(bundle, 0);
    }

    /**
     * Loads a bundle for a given number of threads.
     *
     * @param threads that TensorFlow is asked for; 0 for as many as there are processors. It has none but those of the
     *     process, see {@link TensorFlowEngine#start(int)}
     * @throws ModelException if TensorFlow cannot load it
     */
    public static SavedModelClassifier load(Bundle bundle, int threads) {
        return load(bundle, threads, Precision.FLOAT32);
    }

    /**
     * Loads a bundle to compute with other numbers; TensorFlow takes as many threads as there are processors.
     *
     * @throws ModelException if TensorFlow cannot load it
     */
    public static SavedModelClassifier load(Bundle bundle, Precision precision) {
        return load(bundle, 0, precision);
    }

    /**
     * Loads a bundle for a given number of threads, to compute with other numbers.
     *
     * @param threads that TensorFlow is asked for; 0 for as many as there are processors. It has none but those of the
     *     process, see {@link TensorFlowEngine#start(int)}
     * @throws ModelException if TensorFlow cannot load it
     */
    public static SavedModelClassifier load(Bundle bundle, int threads, Precision precision) {
        return load(bundle, threads, precision, new FailedInputs());
    }

    static SavedModelClassifier load(Bundle bundle, int threads, Precision precision, FailedInputs failedInputs) {
        TensorFlowEngine.start();
        ConfigProto.Builder session =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(threads);
        precision.configure(session);
        try {
            ZooModel<NDList, NDList> model = Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optModelPath(bundle.folder().toAbsolutePath())
                    .optEngine("TensorFlow")
                    .optOption(
                            "ConfigProto",
                            Base64.getEncoder().encodeToString(session.build().toByteArray()))
                    .optTranslator(new NoopTranslator())
                    .build()
                    .loadModel();
            return new SavedModelClassifier(bundle.info(), model, failedInputs);
        } catch (IOException | ModelNotFoundException | MalformedModelException e) {
            throw new ModelException("TensorFlow cannot load " + bundle.folder() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public List<float[]> classify(List<Pixels> pictures) {
        return run(pictures, Bundle.PROBABILITIES);
    }

    /**
     * What the backbone makes of pictures.
     *
     * @return the features of every picture, in the order given
     * @throws ModelException if the engine fails
     */
    List<float[]> features(List<Pixels> pictures) {
        return run(pictures, Bundle.FEATURES);
    }

    private List<float[]> run(List<Pixels> pictures, String output) {
        ByteBuffer batch = filled(pictures);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray images =
                    manager.create(batch, new Shape(pictures.size(), info.height(), info.width(), 3), DataType.FLOAT32);
            images.setName(Bundle.INPUT);
            NDList outputs = model.getBlock().forward(new ParameterStore(manager, false), new NDList(images), false);
            outputs.attach(manager);
            return rows(outputs.get(output).toFloatArray(), pictures.size());
        } catch (RuntimeException e) {
            failedInputs.add(batch.limit());
            throw new ModelException(
                    "model " + info.name() + " version " + info.version() + " failed on a batch of " + pictures.size()
                            + ": " + e.getMessage(),
                    e);
        } finally {
            buffers.add(batch);
        }
    }

    @Override
    public void close() {
        model.close();
    }

    private ByteBuffer filled(List<Pixels> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one picture");
        }
        for (Pixels picture : pictures) {
            if (picture.height() != info.height() || picture.width() != info.width()) {
                throw new IllegalArgumentException("model " + info.name() + " takes pictures of " + info.height() + "x"
                        + info.width() + ", not " + picture.height() + "x" + picture.width());
            }
        }
        int size = info.height() * info.width() * 3;
        int needed = Math.multiplyExact(pictures.size(), size * Float.BYTES);
        ByteBuffer batch = buffer(needed).clear();
        FloatBuffer floats = batch.asFloatBuffer();
        pictures.forEach(picture -> floats.put(picture.rgb()));
        return batch.limit(needed);
    }

    /** Bytes, as from floats DJL makes a direct copy in each call that only garbage collection frees. */
    private ByteBuffer buffer(int bytes) {
        ByteBuffer free = buffers.poll();
        return free != null && free.capacity() >= bytes
                ? free
                : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private List<float[]> rows(float[] values, int rows) {
        int columns = values.length / rows;
        List<float[]> result = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            result.add(Arrays.copyOfRange(values, row * columns, (row + 1) * columns));
        }
        return result;
    }
}
