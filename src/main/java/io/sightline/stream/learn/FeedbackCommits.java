package io.sightline.stream.learn;

import java.time.Duration;

/**
 * When feedback is committed: soon after it came, but not more often than once in an interval, whatever number of
 * partitions it came from. A commit is for all tasks of a stream thread, and the learn topology has one.
 *
 * <p>Threading notes: for the stream thread's tasks.
 */
final class FeedbackCommits {
    private final long intervalNanos;
    private long askedAt;

    /**
     * For the tasks of a topology.
     *
     * @param interval that feedback waits for more, as it can come in thousands
     * @param now reading of the {@linkplain System#nanoTime nanosecond clock}
     */
    FeedbackCommits(Duration interval, long now) {
        this.intervalNanos = interval.toNanos();
        this.askedAt = now - intervalNanos;
    }

    /** How long a task whose feedback is not committed yet waits before it looks whether it should be. */
    Duration interval() {
        return Duration.ofNanos(intervalNanos);
    }

    /** Whether a commit that was asked for since takes in what a task forwarded then. */
    boolean covers(long forwarded) {
        return askedAt - forwarded > 0;
    }

    /** Whether a task may ask for a commit now; takes note that it does if so. */
    boolean ask(long now) {
        if (now - askedAt < intervalNanos) {
            return false;
        }
        askedAt = now;
        return true;
    }
}
