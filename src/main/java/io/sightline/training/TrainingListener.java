package io.sightline.training;

import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Problem;
import io.sightline.training.fit.EpochResult;
import java.util.List;

/** Is told how a training goes on, on the thread that trains. */
public interface TrainingListener {

    /** A listener that does not care. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }

    /** So many of the data set's files have been read through. */
    default void filesRead(int done, int total) {}

    /** What the data set's owner should know; nothing, mostly. */
    default void problems(List<Problem> problems) {}

    /** So many of the data set's pictures have gone through the frozen part of the backbone. */
    default void photosSeen(int done, int total) {}

    /** The features of all readable pictures are there; so many are for what. */
    default void split(int train, int validation, int test) {}

    /** A phase begins, or goes on where it was cut short. */
    default void phaseBegins(EpochResult.Phase phase) {}

    /** So many of the epoch's steps are done. */
    default void stepDone(EpochResult.Phase phase, int done, int total) {}

    /** An epoch is done; there are at most so many in its phase. */
    default void epochDone(EpochResult result, int epochs) {}

    /** These pictures were passed over as they could not be read, or are empty; at least one. */
    default void unreadable(List<PhotoReader.Unreadable> photos) {}

    /** Something the user should know, in a sentence. */
    default void notice(String text) {}

    /** Asked often; once true, the training ends with a {@link io.sightline.training.fit.TrainingStoppedException}. */
    default boolean stopRequested() {
        return false;
    }
}
