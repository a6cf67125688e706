package io.sightline.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers whoever connects with a beginning, and then the same again and again until they hang up. */
final class EndlessServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    EndlessServer(String beginning, String again) throws IOException {
        byte[] much = again.repeat(65_536 / again.length()).getBytes(US_ASCII);
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    OutputStream out = client.getOutputStream();
                    out.write(beginning.getBytes(US_ASCII));
                    while (!socket.isClosed()) {
                        out.write(much);
                    }
                } catch (IOException hungUp) {
                    // which is what the test waits for
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/a.jpg";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
