package io.sightline.stream.inflight;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Images this instance has received and not yet forwarded. */
public final class InFlightCount {
    private static final long NONE = Long.MAX_VALUE;

    private final AtomicInteger count = new AtomicInteger();
    private final Set<InFlightQueue> queues = ConcurrentHashMap.newKeySet();
    private final FinishedSignal finished = new FinishedSignal();
    private final IntConsumer changes;

    /** @param changes is told of every change: how many have come in (positive) or left (negative) */
    public InFlightCount(IntConsumer changes) {
        this.changes = changes;
    }

    void add(int images) {
        count.addAndGet(images);
        changes.accept(images);
    }

    /** To be run when an image is finished that the calling stream thread has received. */
    Runnable finishedSignal() {
        return finished.toCallingThread();
    }

    /**
     * Waits until an image is finished that the calling stream thread has received, if none was since it waited last.
     *
     * @return whether one was
     */
    boolean awaitFinished(Duration atMost) {
        return finished.await(atMost);
    }

    void watch(InFlightQueue queue) {
        queues.add(queue);
    }

    void forget(InFlightQueue queue) {
        queues.remove(queue);
    }

    /** Kafka timestamp of the oldest there is, in milliseconds since the epoch; empty if there is none. */
    public OptionalLong oldestTimestamp() {
        long oldest = queues.stream()
                .mapToLong(queue -> queue.oldestTimestamp().orElse(NONE))
                .min()
                .orElse(NONE);
        return oldest == NONE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** How many there are. */
    public int get() {
        return count.get();
    }
}
