package io.sightline.service;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This process, by a name that people can find it by. */
final class Instance {
    private Instance() {}

    /** The host's name and the number of the process. */
    static String name() {
        return host() + "-" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host"; // a container without a name
        }
    }
}
