package io.sightline.kafka;

/** Thrown when the embedded broker cannot start; the message names the folder or port and the way out. */
public final class EmbeddedBrokerException extends RuntimeException {
    public EmbeddedBrokerException(String message) {
        super(message);
    }

    public EmbeddedBrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
