package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reading and showing of the URIs in image events. */
final class Uris {
    private static final int SHOWN = 200;

    private Uris() {}

    /**
     * The scheme, lower case.
     *
     * @throws ImageRejectedException ({@code uri-not-allowed}) if there is none
     */
    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 1 || !uri.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
            throw new ImageRejectedException(
                    DeadLetterReason.URI_NOT_ALLOWED,
                    "\"" + shown(uri) + "\" has no scheme; write a file as file:///folder/name.jpg");
        }
        return uri.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a hierarchical URI. A plain space counts as {@code %20}, as in browsers.
     *
     * @throws ImageRejectedException ({@code malformed-event}) if it is not one
     */
    static URI parse(String uri) {
        try {
            return new URI(uri.strip().replace(" ", "%20"));
        } catch (URISyntaxException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT,
                    "\"" + shown(uri) + "\" is not a URI: " + e.getReason() + " at index " + e.getIndex(),
                    e);
        }
    }

    /** The URI for a message: no password in it, and no megabytes of data. */
    static String shown(String uri) {
        String safe = uri.replaceFirst("//[^/?#]*@", "//***@");
        return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
    }
}
