package io.sightline.training.fit;

/** Thrown when a training ends before it is done because it was told to. */
public final class TrainingStoppedException extends RuntimeException {
    public TrainingStoppedException(String message) {
        super(message);
    }
}
