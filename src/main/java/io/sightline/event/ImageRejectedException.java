package io.sightline.event;

/**
 * Thrown when one image cannot be classified and never will be: its record becomes a dead letter
 * with this reason. The message names the thing that is wrong and, where there is one, the way out.
 */
public final class ImageRejectedException extends RuntimeException {
    private final DeadLetterReason reason;

    public ImageRejectedException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ImageRejectedException(DeadLetterReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
