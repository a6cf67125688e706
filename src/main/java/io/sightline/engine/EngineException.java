package io.sightline.engine;

/** Thrown when TensorFlow cannot be started on this machine; the message says why and what would help. */
public final class EngineException extends RuntimeException {
    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
