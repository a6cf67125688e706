package io.sightline.bench;

/** Thrown when nothing has a name that was asked for; the message says so. */
final class NothingToMeasureException extends RuntimeException {
    NothingToMeasureException(String message) {
        super(message);
    }
}
