package io.sightline.model;

import io.sightline.image.Pixels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A loaded model. Safe for use by one thread at a time; the {@link Batcher} owns that thread.
 */
public interface Classifier extends AutoCloseable {

    /** Name, version, labels and input size of the model. */
    ModelInfo info();

    /**
     * Classifies pictures in one run of the model.
     *
     * @param pictures at least one, each of the model's input size
     * @return probabilities of every picture, in the order given, each in the order of the labels
     * @throws ModelException if the engine fails
     */
    List<float[]> classify(List<Pixels> pictures);

    /**
     * Runs the model once for each batch size, so that later batches of these sizes do not pay for
     * TensorFlow's first run of a shape, and the last size once more to see how fast it is.
     *
     * @param sizes at least one; the last should be that of a full batch
     * @return images a second in batches of the last size
     */
    default double warmUp(int... sizes) {
        float[] grey = new float[info().height() * info().width() * 3];
        Arrays.fill(grey, 127.5f);
        Pixels picture = new Pixels(grey, info().height(), info().width());
        for (int size : sizes) {
            classify(Collections.nCopies(size, picture));
        }
        int last = sizes[sizes.length - 1];
        long start = System.nanoTime();
        classify(Collections.nCopies(last, picture));
        return last * 1e9 / Math.max(1, System.nanoTime() - start);
    }

    @Override
    void close();
}
