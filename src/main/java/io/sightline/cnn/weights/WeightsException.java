package io.sightline.cnn.weights;

/**
 * Thrown when weights, or the names of their classes, cannot be had: a file that is none of Keras', that
 * is for another network, or that cannot be downloaded. The message names the file and the way out.
 */
public final class WeightsException extends RuntimeException {
    public WeightsException(String message) {
        super(message);
    }

    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
