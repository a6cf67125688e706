package io.sightline.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may look and who may change things.
 *
 * <p>On a loopback address the machine's own users may, and nobody else's page in their browser: a request
 * must name this machine as its host, which one that was led here by a false name (DNS rebinding) does
 * not; one that changes something must come from the page itself and carry a header that no form can send
 * (cross-site request forgery). Where there is a token, whoever has it may change things.
 */
final class WriteGuard {
    /** The header without which nothing is changed. */
    static final String HEADER = "X-Sightline";

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final InetAddress bound;
    private final String token;

    /**
     * @param bound the address the server listens on
     * @param token what a change must bring; empty for none
     */
    WriteGuard(InetAddress bound, String token) {
        this.bound = bound;
        this.token = token;
    }

    /** Whether anything can be changed at all. */
    boolean writable() {
        return bound.isLoopbackAddress() || !token.isEmpty();
    }

    /** Whether a change needs the token. */
    boolean needsToken() {
        return !token.isEmpty();
    }

    /**
     * Lets a look at the page's data pass.
     *
     * @param host the request's Host header
     * @throws HttpException 421 if it was led here by a name that is not this machine's
     */
    void look(@Nullable String host) {
        if (bound.isLoopbackAddress() && !isLocal(host)) {
            throw new HttpException(
                    421, "this instance listens on " + bound.getHostAddress() + " only; ask it by that name");
        }
    }

    /**
     * Lets a change pass.
     *
     * @throws HttpException 401 or 403, with the way out
     */
    void change(Headers headers) {
        if (!writable()) {
            throw new HttpException(
                    403,
                    "nothing can be changed here: the instance listens on " + bound.getHostAddress()
                            + " and has no http.token; set one, or http.host=127.0.0.1");
        }
        if (needsToken()) {
            String given = headers.get("Authorization");
            if (given == null || !same(given, "Bearer " + token)) {
                throw HttpException.unauthorized(
                        "send the token of the setting http.token: Authorization: Bearer TOKEN");
            }
            return;
        }
        look(headers.get("Host"));
        String site = headers.get("Sec-Fetch-Site");
        if ((site != null && !site.equals("same-origin") && !site.equals("none"))
                || !sameOrigin(headers.get("Origin"), headers.get("Host"))) {
            throw new HttpException(403, "changes are taken from this instance's own page only");
        }
        if (headers.get(HEADER) == null) {
            throw new HttpException(403, "send the header " + HEADER + ": 1");
        }
    }

    /** A request's headers by name. */
    @FunctionalInterface
    interface Headers {
        @Nullable
        String get(String name);
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.contains(host.replaceAll(":\\d+$", "").toLowerCase(Locale.ROOT));
    }

    private static boolean sameOrigin(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true; // no browser
        }
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** In a time that tells nothing of how much of it is right. */
    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), wanted.getBytes(UTF_8));
    }
}
