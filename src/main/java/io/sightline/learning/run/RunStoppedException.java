package io.sightline.learning.run;

/** Thrown when a run ends before it has a result because it was told to. */
public final class RunStoppedException extends RuntimeException {
    public RunStoppedException(String message) {
        super(message);
    }
}
