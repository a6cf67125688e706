package io.sightline.stream.inflight;

import java.time.Duration;

/**
 * Has results committed before Kafka Streams would do it: at once when nothing is in flight any more, and in short
 * intervals while the service keeps up with what comes. An image whose result is forwarded later than an interval after
 * it came, as it waited for its source or the model, does not wait for a whole one besides: as soon as the oldest of the
 * images is as old as an interval, half an interval between commits is enough. Behind a backlog, where the window is full,
 * a record waits for a second anyway, and Kafka Streams' own interval will do: a commit costs broker and instance
 * milliseconds.
 *
 * <p>Threading notes: for all tasks of a topology; a stream thread has its own interval, as it commits for all its
 * tasks at once and for no other thread.
 */
public final class EarlyCommits {
    private static final double KEEPS_UP = 0.75;
    private static final long SOONEST_NANOS = Duration.ofMillis(5).toNanos();

    private final InFlightCount inFlight;
    private final double full;
    private final long intervalNanos;
    private final ThreadLocal<Results> ofThread = ThreadLocal.withInitial(Results::new);

    /** What a stream thread has forwarded. */
    private static final class Results {
        boolean uncommitted;
        long oldest; // when its image was received
        long committedAt = System.nanoTime();
    }

    /**
     * For the tasks of a topology.
     *
     * @param capacity most images in flight
     * @param interval between commits while the service keeps up
     */
    public EarlyCommits(InFlightCount inFlight, int capacity, Duration interval) {
        this.inFlight = inFlight;
        this.full = KEEPS_UP * capacity;
        this.intervalNanos = interval.toNanos();
    }

    /**
     * Takes note that the calling thread has forwarded a result.
     *
     * @param received when its image was received, a reading of the {@linkplain System#nanoTime nanosecond clock}
     */
    void forwarded(long received) {
        Results results = ofThread.get();
        if (!results.uncommitted || received - results.oldest < 0) {
            results.oldest = received;
        }
        results.uncommitted = true;
    }

    /** Whether the calling thread has forwarded results since it was told to commit. */
    boolean wanted() {
        return ofThread.get().uncommitted;
    }

    /**
     * Whether the calling thread has forwarded results and may commit them as soon as it looks again. Not for ever:
     * where their task has gone since, nobody looks.
     */
    boolean dueSoon() {
        return dueSoon(System.nanoTime());
    }

    /** @param now reading of the {@linkplain System#nanoTime nanosecond clock} */
    boolean dueSoon(long now) {
        Results results = ofThread.get();
        return results.uncommitted && now - results.committedAt < 2 * (intervalNanos + SOONEST_NANOS);
    }

    /** Whether the calling thread is to commit now. */
    boolean due() {
        return due(System.nanoTime());
    }

    /** @param now reading of the {@linkplain System#nanoTime nanosecond clock} */
    boolean due(long now) {
        Results results = ofThread.get();
        int left = inFlight.get();
        long since = now - results.committedAt;
        boolean due = results.uncommitted && left < full && since >= between(left, now - results.oldest);
        if (due) {
            results.uncommitted = false;
            results.committedAt = now;
        }
        return due;
    }

    /** How long after a commit the next one may be. */
    private long between(int left, long age) {
        if (left == 0) {
            return SOONEST_NANOS;
        }
        return age < intervalNanos ? intervalNanos : Math.max(SOONEST_NANOS, intervalNanos / 2);
    }
}
