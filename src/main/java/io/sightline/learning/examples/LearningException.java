package io.sightline.learning.examples;

/** Thrown when examples are not fit for what is wanted of them; the message says why and what would help. */
public final class LearningException extends RuntimeException {
    public LearningException(String message) {
        super(message);
    }

    public LearningException(String message, Throwable cause) {
        super(message, cause);
    }
}
