package io.sightline.dataset;

/** Thrown when a data set cannot be trained on or evaluated; the message names the folder or file and the way out. */
public final class DatasetException extends RuntimeException {
    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
