package io.sightline.image;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells public addresses from those inside a network: the special-purpose registries of IANA
 * (RFC 6890) and multicast. {@link InetAddress} itself misses shared address space (RFC 6598),
 * unique local addresses (RFC 4193) and IPv4 addresses carried in IPv6 ones.
 */
final class AddressGuard {
    private AddressGuard() {}

    /** Whether anyone on the Internet could be asked under this address. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        boolean special = first == 0 // this network
                || (first == 100 && (second & 0xc0) == 64) // shared space of carriers
                || (first == 192 && second == 0 && (third == 0 || third == 2)) // protocol assignments, documentation
                || (first == 192 && second == 88 && third == 99) // 6to4 relays
                || (first == 198 && (second & 0xfe) == 18) // benchmarks
                || (first == 198 && second == 51 && third == 100) // documentation
                || (first == 203 && second == 0 && third == 113) // documentation
                || first >= 240; // reserved, broadcast
        return !special;
    }

    private static boolean isPublicV6(byte[] b) {
        if (startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return false; // ::/80: unspecified, loopback, IPv4-compatible, IPv4-mapped
        }
        if (startsWith(b, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return isPublic(v4(b, 12)); // NAT64
        }
        if (startsWith(b, 0x20, 0x02)) {
            return isPublic(v4(b, 2)); // 6to4
        }
        boolean globalUnicast = (b[0] & 0xe0) == 0x20;
        boolean special = startsWith(b, 0x20, 0x01, 0x0d, 0xb8) // documentation
                || (startsWith(b, 0x20, 0x01) && (b[2] & 0xfe) == 0) // 2001::/23 with Teredo
                || startsWith(b, 0x3f, 0xff); // documentation
        return globalUnicast && !special;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }
}
