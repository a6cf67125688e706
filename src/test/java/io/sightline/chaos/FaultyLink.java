package io.sightline.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A piece of network between two programs on this machine, which can be cut and made slow: connections
 * to its port go on to the target's.
 *
 * <p>Threading notes: two threads for each connection; faults are set from any thread.
 */
final class FaultyLink implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;
    private volatile long delayMs;

    /** Listens on a free port; where to go on to is said by {@link #to}. */
    FaultyLink() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Says which port of this machine the link leads to. */
    FaultyLink to(int port) {
        target = port;
        return this;
    }

    /** Ends all connections in the middle of what they carry, and refuses others until {@link #mend}. */
    void cut() {
        cut = true;
        open.forEach(FaultyLink::reset);
    }

    /** Holds back every piece of up to 16 KiB, in both directions, for so long. */
    void slow(long millis) {
        delayMs = millis;
    }

    /** As good as new. */
    void mend() {
        cut = false;
        delayMs = 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                lead(server.accept());
            } catch (IOException ignored) {
                // this was closed
            }
        }
    }

    private void lead(Socket near) {
        Socket far = new Socket();
        try {
            if (cut) {
                throw new IOException("cut");
            }
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException ignored) {
            // Nobody is there: who connects must see the connection end, not wait for an answer until it times out.
            reset(near);
            reset(far);
            return;
        }
        open.add(near);
        open.add(far);
        daemon(() -> carry(near, far));
        daemon(() -> carry(far, near));
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (delayMs > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMs); // the fault itself
                }
                out.write(chunk, 0, count);
            }
        } catch (IOException ignored) {
            // one side has ended, as connections do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0); // a reset, not an orderly end
            socket.close();
        } catch (IOException ignored) {
            // it is closed already
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }
}
