package io.sightline.model;

import io.sightline.image.Pixels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A loaded model.
 *
 * <p>Threading notes: any number of threads may classify at a time; nobody does once it is closed.
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
     * TensorFlow's first run of a shape.
     */
    default void warmUp(int... sizes) {
        for (int size : sizes) {
            classify(grey(size));
        }
    }

    /**
     * Makes sure that it answers: a plain grey picture gets a number for each label.
     *
     * @throws ModelException if it does not
     */
    default void requireAnswer() {
        float[] answer = classify(grey(1)).get(0);
        ModelInfo info = info();
        String name = "model " + info.name() + " version " + info.version();
        if (answer.length != info.labels().size()) {
            throw new ModelException(name + " gives " + answer.length + " probabilities for "
                    + info.labels().size() + " labels");
        }
        for (float probability : answer) {
            if (!Float.isFinite(probability)) {
                throw new ModelException(name + " gives a plain grey picture a probability that is not a number");
            }
        }
    }

    private List<Pixels> grey(int size) {
        float[] grey = new float[info().height() * info().width() * 3];
        Arrays.fill(grey, 127.5f);
        return Collections.nCopies(size, new Pixels(grey, info().height(), info().width()));
    }

    @Override
    void close();
}
