package io.sightline.stream;

import io.sightline.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Images this instance has received and not yet forwarded. While there are any, the consumers poll
 * briefly, so that results are forwarded as soon as they are there.
 */
final class InFlightCount {
    private final AtomicInteger count = new AtomicInteger();
    private final Metrics metrics;

    InFlightCount(Metrics metrics) {
        this.metrics = metrics;
    }

    void add(int images) {
        count.addAndGet(images);
        metrics.imagesInFlightChanged(images);
    }

    int get() {
        return count.get();
    }
}
