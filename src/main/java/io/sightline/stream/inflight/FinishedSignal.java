package io.sightline.stream.inflight;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes a stream thread that has nothing to do when something it has in flight is finished.
 *
 * <p>Threading notes: for all tasks of a topology. Stream threads wait, each for what was begun by itself; any thread
 * may finish.
 */
final class FinishedSignal {
    private final ThreadLocal<Semaphore> ofThread = ThreadLocal.withInitial(() -> new Semaphore(0));

    /** To be run when something is finished that the calling thread has begun. */
    Runnable toCallingThread() {
        return ofThread.get()::release;
    }

    /**
     * Waits until something is finished, or was since the calling thread waited last. One that is interrupted does not
     * wait and stays so.
     *
     * @return whether something was finished
     */
    boolean await(Duration atMost) {
        Semaphore finished = ofThread.get();
        try {
            boolean any = finished.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            finished.drainPermits();
            return any;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
