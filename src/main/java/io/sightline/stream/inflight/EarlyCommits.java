package io.sightline.stream.inflight;

import java.time.Duration;

/**
 * Has results committed before Kafka Streams would do it: at once when nothing is in flight any more, and in short
 * intervals while the service keeps up with what comes. Behind a backlog, where the window is full, a record waits
 * for a second anyway, and Kafka Streams' own interval will do: a commit costs both sides as much as an image.
 *
 * <p>Threading notes: for all tasks of a topology; a stream thread has its own interval, as it commits for all its
 * tasks at once and for no other thread.
 */
public final class EarlyCommits {
    private static final double KEEPS_UP = 0.75;

    private final InFlightCount inFlight;
    private final double full;
    private final long intervalNanos;
    private final ThreadLocal<Long> last = ThreadLocal.withInitial(System::nanoTime);

    /**
     * @param capacity most images in flight
     * @param interval between commits while the service keeps up
     */
    public EarlyCommits(InFlightCount inFlight, int capacity, Duration interval) {
        this.inFlight = inFlight;
        this.full = KEEPS_UP * capacity;
        this.intervalNanos = interval.toNanos();
    }

    /** Whether the calling thread should commit the results that it has just forwarded. */
    boolean due() {
        return due(System.nanoTime());
    }

    /** @param now reading of the {@linkplain System#nanoTime nanosecond clock} */
    boolean due(long now) {
        int left = inFlight.get();
        boolean due = left == 0 || (left < full && now - last.get() >= intervalNanos);
        if (due) {
            last.set(now);
        }
        return due;
    }
}
