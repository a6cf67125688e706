package io.sightline.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Notices a pipeline that is stuck: images are in flight, and none has left for longer than any may take.
 *
 * <p>Threading notes: any number of threads.
 */
final class Progress {
    private final DoubleSupplier inFlight;
    private final DoubleSupplier finished;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private double finishedBefore = -1;
    private long since;

    /**
     * @param inFlight images in flight now
     * @param finished images that have left so far
     * @param patience how long none may leave while some are in flight
     * @param nanoTime the clock
     */
    Progress(DoubleSupplier inFlight, DoubleSupplier finished, Duration patience, LongSupplier nanoTime) {
        this.inFlight = inFlight;
        this.finished = finished;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** What is stuck and since when, in words; empty if nothing is. Notices only what lasts between two looks. */
    synchronized Optional<String> stuck() {
        long now = nanoTime.getAsLong();
        double done = finished.getAsDouble();
        double waiting = inFlight.getAsDouble();
        if (waiting == 0 || done != finishedBefore) {
            finishedBefore = done;
            since = now;
        }
        Duration still = Duration.ofNanos(now - since);
        return still.compareTo(patience) > 0
                ? Optional.of((long) waiting + " images are in flight and none has left for " + still.toSeconds()
                        + " s: the model, the sources or the cluster hang")
                : Optional.empty();
    }
}
