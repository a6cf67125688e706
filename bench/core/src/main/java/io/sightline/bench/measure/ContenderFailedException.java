package io.sightline.bench.measure;

/** Thrown when a contender does not do what is measured; the message holds the end of its log. */
public final class ContenderFailedException extends RuntimeException {
    public ContenderFailedException(String message) {
        super(message);
    }
}
