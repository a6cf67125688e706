package io.sightline.http.server;

import java.util.Map;

/** Thrown by a handler that cannot do what is asked; the message goes to whoever asks. */
public final class HttpException extends RuntimeException {
    private final int status;
    private final Map<String, String> headers;

    /** @param status 400 to 599 */
    public HttpException(int status, String message) {
        this(status, message, Map.of());
    }

    private HttpException(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** There is too much to do for now. */
    public static HttpException busy(String message) {
        return new HttpException(429, message, Map.of("Retry-After", "1"));
    }

    static HttpException notAllowed(String method) {
        return new HttpException(405, "only " + method, Map.of("Allow", method));
    }

    static HttpException unauthorized(String message) {
        return new HttpException(401, message, Map.of("WWW-Authenticate", "Bearer"));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
