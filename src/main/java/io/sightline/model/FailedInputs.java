package io.sightline.model;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees to the tensors of batches on which the engine failed. DJL (0.36) closes a block's input when the engine
 * succeeds, and otherwise leaves it to the garbage collector, which knows nothing of the memory behind it: so it is
 * told when there is much; {@code -XX:+DisableExplicitGC} makes it deaf to that.
 *
 * <p>Threading notes: any number of threads.
 */
final class FailedInputs {
    private static final long MOST_BYTES = 128L << 20;

    private final long most;
    private final Runnable collector;
    private final AtomicLong left = new AtomicLong();

    FailedInputs() {
        this(MOST_BYTES, System::gc);
    }

    /**
     * Prepares.
     *
     * @param most bytes that may lie about
     * @param collector collects garbage
     */
    FailedInputs(long most, Runnable collector) {
        this.most = most;
        this.collector = collector;
    }

    /** Takes note of a tensor that has been left. */
    void add(long bytes) {
        if (left.addAndGet(bytes) > most && left.getAndSet(0) > most) { // by one of the threads
            collector.run();
        }
    }
}
