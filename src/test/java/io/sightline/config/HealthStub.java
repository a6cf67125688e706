package io.sightline.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every request with one status. */
final class HealthStub implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final String status;

    HealthStub(String status) throws IOException {
        this.status = status;
        Thread thread = new Thread(this::answer, "health-stub");
        thread.setDaemon(true);
        thread.start();
    }

    String port() {
        return String.valueOf(server.getLocalPort());
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
                if ("GET /health/ready HTTP/1.0".equals(in.readLine())) {
                    socket.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(US_ASCII));
                }
            } catch (IOException e) {
                // the test is over, or a client went away: the next one is answered
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
