package io.sightline.download;

/** Thrown when a file cannot be downloaded or is not what it should be; the message says what to do. */
public final class DownloadException extends RuntimeException {
    public DownloadException(String message) {
        super(message);
    }

    public DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
