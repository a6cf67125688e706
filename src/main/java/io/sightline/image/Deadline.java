package io.sightline.image;

import java.time.Duration;

/** A point in time by which a piece of work must be done; immune to changes of the wall clock. */
final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean expired() {
        return remaining().isZero();
    }
}
