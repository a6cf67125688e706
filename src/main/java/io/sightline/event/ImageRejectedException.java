package io.sightline.event;

/**
 * Thrown when one image cannot be classified and never will be: its record becomes a dead letter
 * with this reason. The message names the thing that is wrong and, where there is one, the way out. As it
 * may quote what came from outside, it is cut and freed of control characters: it must fit beside a record as large
 * as its topic takes, and must not forge lines of the log.
 */
public final class ImageRejectedException extends RuntimeException {
    private static final int LONGEST = 2_000;

    private final DeadLetterReason reason;

    public ImageRejectedException(DeadLetterReason reason, String message) {
        super(Printable.cleaned(message, LONGEST));
        this.reason = reason;
    }

    public ImageRejectedException(DeadLetterReason reason, String message, Throwable cause) {
        super(Printable.cleaned(message, LONGEST), cause);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
