package io.sightline.training;

/** Thrown when a data set cannot be trained on or evaluated; the message names the folder or file and the way out. */
public final class TrainingException extends RuntimeException {
    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
