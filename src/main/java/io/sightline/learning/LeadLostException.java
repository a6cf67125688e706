package io.sightline.learning;

/** Thrown when another instance has taken the lead. */
final class LeadLostException extends RuntimeException {
    LeadLostException(String message) {
        super(message);
    }
}
