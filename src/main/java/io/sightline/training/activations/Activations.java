package io.sightline.training.activations;

import io.sightline.dataset.Photo;
import java.util.List;

/** The activations of pictures, batch by batch. */
public interface Activations {

    /** Values for each picture. */
    int values();

    /**
     * Hands the pictures on in their order.
     *
     * @param photos in the order they are wanted; each was readable when the data set was looked through
     * @param epoch from 1; pictures that are augmented look different in each
     * @param batchSize pictures in a batch; the last may have fewer
     */
    void forEachBatch(List<Photo> photos, int epoch, int batchSize, Sink sink);

    /** Takes batches. */
    @FunctionalInterface
    interface Sink {
        /**
         * Called for each batch in turn.
         *
         * @param photos the pictures
         * @param rows their activations, one after the other
         */
        void accept(List<Photo> photos, float[] rows);
    }
}
