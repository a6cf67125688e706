package io.sightline.model;

/** Thrown when a model cannot be read, loaded or run; the message names the model and the way out. */
public final class ModelException extends RuntimeException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
