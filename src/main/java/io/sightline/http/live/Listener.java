package io.sightline.http.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.http.server.ResponseStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/**
 * One page that listens. Never holds up anybody: what it has not taken when it falls out of the ring it
 * misses.
 *
 * <p>Threading notes: any number of threads.
 */
final class Listener implements ResponseStream.Written {
    private static final long HEARTBEAT_NS = Duration.ofSeconds(15).toNanos();
    private static final int AT_ONCE = 100;
    private static final byte[] GREETING = "retry: 2000\n\n".getBytes(UTF_8);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final EventRing ring;
    private final ResponseStream stream;
    private long seen;
    private long written = System.nanoTime();
    private boolean busy = true;
    private boolean gone;

    /**
     * Begins.
     *
     * @param seen the number of the event that the page has seen last
     */
    Listener(EventRing ring, ResponseStream stream, long seen) {
        this.ring = ring;
        this.stream = stream;
        this.seen = seen;
        stream.write(GREETING, this);
    }

    /** Whether the page has gone. */
    synchronized boolean gone() {
        return gone;
    }

    /** Writes what is new, or a heartbeat where nothing was for a while. */
    void wake() {
        byte[] message;
        synchronized (this) {
            message = busy || gone ? new byte[0] : next();
            if (message.length == 0) {
                return;
            }
            busy = true;
            written = System.nanoTime();
        }
        stream.write(message, this);
    }

    /** Ends the answer; the page will come back by itself. */
    void close() {
        synchronized (this) {
            if (gone || busy) {
                gone = true; // the server's end ends it
                return;
            }
            gone = true;
        }
        stream.end();
    }

    @Override
    public void done() {
        synchronized (this) {
            busy = false;
        }
        wake();
    }

    @Override
    public synchronized void failed() {
        gone = true;
    }

    private byte[] next() {
        List<EventRing.Numbered> events = ring.after(seen, AT_ONCE);
        if (events.isEmpty()) {
            return System.nanoTime() - written > HEARTBEAT_NS ? HEARTBEAT : new byte[0];
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (EventRing.Numbered numbered : events) {
            message.writeBytes(numbered.event().message());
            seen = numbered.number();
        }
        return message.toByteArray();
    }
}
