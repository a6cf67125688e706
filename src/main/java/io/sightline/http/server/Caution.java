package io.sightline.http.server;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** The headers that tell a browser to trust nothing but what is meant for it; they are on every answer. */
final class Caution {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private Caution() {}

    static void addTo(HttpFields.Mutable headers) {
        HEADERS.forEach(headers::put);
    }
}
