package io.sightline.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Chooses a port where the user has not. */
final class FreePort {
    private FreePort() {}

    /** The port asked for; else the usual one where it is free; else 0, any. */
    static int or(@Nullable Integer asked, int usual) {
        if (asked != null) {
            return asked;
        }
        try (ServerSocket probe = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
