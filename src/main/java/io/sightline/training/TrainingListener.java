package io.sightline.training;

import io.sightline.dataset.PhotoReader;

/** Is told how a training goes on, on the thread that trains. */
public interface TrainingListener {

    /** A listener that does not care. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }

    /** So many of the data set's pictures have gone through the backbone. */
    default void photosSeen(int done, int total) {}

    /** An epoch is done. */
    default void epochDone(EpochResult result, int epochs) {}

    /** A picture was passed over as it could not be read. */
    default void unreadable(PhotoReader.Unreadable photo) {}
}
