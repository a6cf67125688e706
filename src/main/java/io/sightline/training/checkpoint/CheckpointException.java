package io.sightline.training.checkpoint;

/** Thrown when a training cannot go on from what an earlier one left; the message names the way out. */
public final class CheckpointException extends RuntimeException {
    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
