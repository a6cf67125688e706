package io.sightline.stream.inflight;

import io.sightline.event.SourceRecord;
import io.sightline.stream.inflight.Work.Departure;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one task has in flight, in the order of arrival. A finished image may leave before older ones
 * of other keys, never before an older one of its own key; records without a key have no order among
 * themselves. So a slow picture holds back its own key and nothing else.
 *
 * <p>Threading notes: one stream thread adds, takes and clears; any thread may complete the futures and ask for the oldest.
 */
final class InFlightQueue {
    private final Deque<Item> items = new ArrayDeque<>();
    private final Semaphore completions = new Semaphore(0);
    private volatile @Nullable Item oldest;

    /**
     * One image in flight.
     *
     * @param slot its key in the in-flight store
     * @param source the record as received
     * @param received when, a reading of the {@linkplain System#nanoTime nanosecond clock}
     * @param key what it is ordered by, or null
     * @param result completed by the pipeline
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Item(
            int slot, SourceRecord source, long received, byte @Nullable [] key, CompletableFuture<Departure> result) {}

    /** @param finished is run when it is, besides */
    void add(Item item, Runnable finished) {
        items.add(item);
        oldest = items.peek();
        item.result().whenComplete((answer, failure) -> {
            completions.release();
            finished.run();
        });
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Removes and returns, in order, what is finished and has no unfinished elder of its key. */
    List<Item> takeReady() {
        if (completions.drainPermits() == 0) {
            return List.of();
        }
        List<Item> ready = new ArrayList<>();
        Set<ByteBuffer> waiting = new HashSet<>();
        for (Iterator<Item> all = items.iterator(); all.hasNext(); ) {
            Item item = all.next();
            byte @Nullable [] key = item.key();
            if (key != null && waiting.contains(ByteBuffer.wrap(key))) {
                continue;
            }
            if (item.result().isDone()) {
                ready.add(item);
                all.remove();
            } else if (key != null) {
                waiting.add(ByteBuffer.wrap(key));
            }
        }
        oldest = items.peek();
        return ready;
    }

    /** Kafka timestamp of what has been here for longest, in milliseconds since the epoch; empty without any. */
    OptionalLong oldestTimestamp() {
        Item first = oldest;
        return first == null
                ? OptionalLong.empty()
                : OptionalLong.of(first.source().timestamp());
    }

    /**
     * Waits until something finishes.
     *
     * @return whether something did, within the time given
     */
    boolean awaitCompletion(long timeout, TimeUnit unit) throws InterruptedException {
        if (!completions.tryAcquire(timeout, unit)) {
            return false;
        }
        completions.release();
        return true;
    }

    /** Gives up everything: the results are not wanted here any more. */
    void cancelAll() {
        items.forEach(item -> item.result().cancel(false));
        items.clear();
        oldest = null;
        completions.drainPermits();
    }
}
