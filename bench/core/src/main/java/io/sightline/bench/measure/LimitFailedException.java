package io.sightline.bench.measure;

/** The limit cannot be found or measured, and nothing can be held against it. */
public final class LimitFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitFailedException(ContenderFailedException cause) {
        super(cause.getMessage(), cause);
    }
}
