package io.sightline.kafka;

/**
 * Thrown when the cluster cannot be reached, or does not have what is asked of it; the message names
 * the address or topic and the way out.
 */
public final class ClusterException extends RuntimeException {
    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
