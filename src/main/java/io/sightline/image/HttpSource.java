package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * {@code http:} and {@code https:} URIs: guards every hop, follows redirects itself, tries again
 * what may mend, and keeps the deadline over all of it.
 */
final class HttpSource implements ImageSource {

    private final ImageLimits limits;
    private final HostPatterns hosts;
    private final HttpExchange exchange;

    HttpSource(ImageLimits limits) {
        this(limits, SystemDefaultDnsResolver.INSTANCE, limits.allowPrivate() ? any -> true : AddressGuard::isPublic);
    }

    HttpSource(ImageLimits limits, DnsResolver resolver, Predicate<InetAddress> allowed) {
        this.limits = limits;
        this.hosts = new HostPatterns(limits.httpHosts());
        this.exchange = new HttpExchange(new GuardedDnsResolver(resolver, allowed), limits.maxBytes());
    }

    @Override
    public byte[] fetch(String uri, Deadline deadline) {
        try {
            return Retries.within(deadline, () -> followRedirects(uri, deadline));
        } catch (TransientFetchException e) {
            if (deadline.expired()) {
                throw timeout(uri, e);
            }
            throw new ImageRejectedException(DeadLetterReason.FETCH_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] followRedirects(String uri, Deadline deadline) {
        URI target = Uris.parse(uri);
        for (int redirects = 0; redirects <= limits.maxRedirects(); redirects++) {
            check(target);
            HttpExchange.Answer answer;
            try {
                answer = exchange.get(target, deadline);
            } catch (GuardedDnsResolver.AddressNotAllowedException e) {
                throw new ImageRejectedException(
                        DeadLetterReason.URI_NOT_ALLOWED, Uris.shown(target.toString()) + ": " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                // More can be written as a URI than can be asked, port 424001 for example.
                throw refused(target, "cannot be asked (" + e.getMessage() + ")");
            } catch (InterruptedIOException e) {
                // Every timeout of a request is the time left to the deadline.
                throw timeout(uri, e);
            } catch (IOException e) {
                throw new TransientFetchException(
                        "cannot fetch " + Uris.shown(target.toString()) + " (" + e.getMessage() + ")", e);
            }
            if (answer.redirect() == null) {
                return answer.body();
            }
            target = target.resolve(answer.redirect());
        }
        throw new ImageRejectedException(
                DeadLetterReason.FETCH_FAILED,
                Uris.shown(uri) + " redirects more than " + limits.maxRedirects()
                        + " times; setting image.http.max.redirects");
    }

    private void check(URI target) {
        String scheme = target.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || !limits.schemes().contains(Uris.scheme(target.toString()))) {
            throw refused(target, "redirected to a scheme that is not allowed");
        }
        if (target.getRawAuthority() != null && target.getRawAuthority().contains("@")) {
            throw refused(target, "a user name or password in a URI is not allowed");
        }
        if (target.getHost() == null) {
            throw refused(target, "names no host");
        }
        if (!hosts.match(target.getHost())) {
            throw refused(target, "host " + target.getHost() + " is not allowed; setting image.http.hosts");
        }
    }

    private static ImageRejectedException refused(URI target, String why) {
        return new ImageRejectedException(DeadLetterReason.URI_NOT_ALLOWED, Uris.shown(target.toString()) + ": " + why);
    }

    private ImageRejectedException timeout(String uri, Throwable cause) {
        return new ImageRejectedException(
                DeadLetterReason.FETCH_TIMEOUT,
                Uris.shown(uri) + " did not arrive within "
                        + limits.fetchTimeout().toMillis() + " ms; setting image.fetch.timeout.ms",
                cause);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
