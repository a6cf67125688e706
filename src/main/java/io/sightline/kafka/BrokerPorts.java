package io.sightline.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports of a broker in the combined role. A KRaft quorum names its controller's port in its
 * settings, so that free ports have to be found before Kafka binds them.
 */
record BrokerPorts(int client, int controller) {

    /**
     * Finds ports on the loopback address.
     *
     * @param client the port clients are to use; 0 takes a free one
     * @throws EmbeddedBrokerException if the port is taken
     */
    static BrokerPorts find(int client) {
        try (ServerSocket first = bind(client);
                ServerSocket second = bind(0)) {
            return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new EmbeddedBrokerException(
                    "port " + client + " on " + EmbeddedBroker.HOST + " is taken (" + e.getMessage()
                            + "); stop what listens there or choose another port",
                    e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // a broker stopped a moment ago leaves connections in TIME_WAIT
            socket.bind(new InetSocketAddress(InetAddress.getByName(EmbeddedBroker.HOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
