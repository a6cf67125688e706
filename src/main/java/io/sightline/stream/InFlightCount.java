package io.sightline.stream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Images this instance has received and not yet forwarded. While there are any, the consumers poll
 * briefly, so that results are forwarded as soon as they are there.
 */
final class InFlightCount {
    private final AtomicInteger count = new AtomicInteger();

    void add(int images) {
        count.addAndGet(images);
    }

    int get() {
        return count.get();
    }
}
