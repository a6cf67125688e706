package io.sightline.event;

/**
 * Why an image could not be classified, or feedback not be used: the closed set of values of the {@code sightline.reason}
 * header on the dead-letters topic. A new reason is added here and nowhere else; the documentation
 * of the events is held to this list by a test.
 */
public enum DeadLetterReason {
    MALFORMED_EVENT(
            "malformed-event",
            "the record is neither an image event, a URI nor image bytes; on the feedback topic: no feedback event"),
    URI_NOT_ALLOWED("uri-not-allowed", "the scheme, host, address or folder is not among those allowed"),
    NOT_FOUND("not-found", "nothing exists at the URI"),
    FETCH_FAILED("fetch-failed", "the source answered with an error or the connection broke"),
    FETCH_TIMEOUT("fetch-timeout", "the source did not deliver in time"),
    TOO_LARGE("too-large", "more bytes or more pixels than the limits allow"),
    DIGEST_MISMATCH("digest-mismatch", "the bytes do not have the SHA-256 the event states"),
    UNSUPPORTED_FORMAT("unsupported-format", "the bytes are not an image in a supported format"),
    CORRUPT_IMAGE("corrupt-image", "the image is damaged and cannot be decoded"),
    DEADLINE_EXCEEDED("deadline-exceeded", "no result within the time allowed for one image"),
    INFERENCE_FAILED("inference-failed", "the model failed on this image"),
    UNKNOWN_ID("unknown-id", "feedback on an id without a prediction, and without a uri of its own");

    private final String code;
    private final String help;

    DeadLetterReason(String code, String help) {
        this.code = code;
        this.help = help;
    }

    /** The value on the wire, for example {@code not-found}. */
    public String code() {
        return code;
    }

    /** One line for a reader who meets the code for the first time. */
    public String help() {
        return help;
    }
}
