package io.sightline.image;

/** Thrown when a fetch failed in a way that another try may mend. */
final class TransientFetchException extends RuntimeException {
    TransientFetchException(String message) {
        super(message);
    }

    TransientFetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
