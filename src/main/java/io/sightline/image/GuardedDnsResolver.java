package io.sightline.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host and hands on only addresses that may be connected to. The HTTP client connects to
 * exactly what this returns, so a name cannot answer one address to the check and another to the
 * connection. Literal addresses in any notation pass through here too.
 */
final class GuardedDnsResolver implements DnsResolver {
    private final DnsResolver resolver;
    private final Predicate<InetAddress> allowed;

    GuardedDnsResolver(DnsResolver resolver, Predicate<InetAddress> allowed) {
        this.resolver = resolver;
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = resolver.resolve(host);
        InetAddress[] some = Arrays.stream(all).filter(allowed).toArray(InetAddress[]::new);
        if (some.length == 0) {
            throw new AddressNotAllowedException(host);
        }
        return some;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }

    /** Thrown when a host has no address that may be connected to. */
    static final class AddressNotAllowedException extends UnknownHostException {
        AddressNotAllowedException(String host) {
            super(host + " has no public address; setting image.http.allow.private lets it through");
        }
    }
}
