package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reading and showing of the URIs in image events. */
final class Uris {
    private static final int SHOWN = 200;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private Uris() {}

    /**
     * The scheme, lower case.
     *
     * @throws ImageRejectedException ({@code uri-not-allowed}) if there is none
     */
    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 1 || !SCHEME.matcher(uri.substring(0, colon)).matches()) {
            throw new ImageRejectedException(
                    DeadLetterReason.URI_NOT_ALLOWED,
                    "\"" + shown(uri) + "\" has no scheme; write a file as file:///folder/name.jpg");
        }
        return uri.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a hierarchical URI. Plain spaces and letters beyond ASCII count as their UTF-8 escapes,
     * as in browsers.
     *
     * @throws ImageRejectedException ({@code malformed-event}) if it is not one
     */
    static URI parse(String uri) {
        try {
            return new URI(escape(uri.strip()));
        } catch (URISyntaxException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT,
                    "\"" + shown(uri) + "\" is not a URI: " + e.getReason() + " at index " + e.getIndex(),
                    e);
        } catch (IllegalArgumentException e) {
            // Java's parser fails over an IPv6 address that ends in a number of ten digits.
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT, "\"" + shown(uri) + "\" is not a URI: " + e.getMessage(), e);
        }
    }

    /** Percent-encodes what may not stand in a URI but often does. */
    static String escape(String uri) {
        StringBuilder escaped = new StringBuilder(uri.length());
        uri.codePoints().forEach(c -> {
            if (c > ' ' && c <= '~') {
                escaped.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        });
        return escaped.toString();
    }

    /** The URI for a message: no password in it, and no megabytes of data. */
    static String shown(String uri) {
        String safe = uri.replaceFirst("//[^/?#]*@", "//***@");
        return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
    }
}
