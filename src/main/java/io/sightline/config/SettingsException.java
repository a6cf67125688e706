package io.sightline.config;

/** Thrown when settings cannot be used; the message names each setting and where it was written. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
