package io.sightline.stream.inflight;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Images this instance has received and not yet forwarded. While there are any, the consumers poll
 * briefly, so that results are forwarded as soon as they are there.
 */
public final class InFlightCount {
    private final AtomicInteger count = new AtomicInteger();
    private final IntConsumer changes;

    /** @param changes is told of every change: how many have come in (positive) or left (negative) */
    public InFlightCount(IntConsumer changes) {
        this.changes = changes;
    }

    void add(int images) {
        count.addAndGet(images);
        changes.accept(images);
    }

    /** How many there are. */
    public int get() {
        return count.get();
    }
}
