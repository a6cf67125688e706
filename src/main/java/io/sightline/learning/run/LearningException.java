package io.sightline.learning.run;

/** Thrown when a run cannot come to a result; the message says why and what would help. */
public final class LearningException extends RuntimeException {
    public LearningException(String message) {
        super(message);
    }

    public LearningException(String message, Throwable cause) {
        super(message, cause);
    }
}
