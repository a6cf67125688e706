package io.sightline.stream.inflight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Slots of images whose results have been forwarded, until their entries may leave the in-flight store.
 *
 * <p>Under exactly once that is at once: result and deletion are one transaction. Under at least once
 * they are separate writes, and a crash could keep the deletion and lose the result; so an entry stays
 * until the producer has been flushed after the result was forwarded.
 *
 * <p>Threading notes: used by the stream thread alone.
 */
final class ForwardedEntries {
    private final boolean oneTransaction;
    private final Flushes flushes;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param flushes that had been when its result was forwarded */
    private record Entry(int slot, long flushes) {}

    /** @param oneTransaction whether results and deletions are one transaction */
    ForwardedEntries(boolean oneTransaction, Flushes flushes) {
        this.oneTransaction = oneTransaction;
        this.flushes = flushes;
    }

    void add(int slot) {
        entries.add(new Entry(slot, flushes.count()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Forgets all of them; what is in the store stays there. */
    void clear() {
        entries.clear();
    }

    /** Removes and returns the slots that are safe to delete. */
    List<Integer> takeSafe() {
        List<Integer> safe = new ArrayList<>();
        while (!entries.isEmpty() && (oneTransaction || entries.element().flushes < flushes.count())) {
            safe.add(entries.remove().slot);
        }
        return safe;
    }
}
