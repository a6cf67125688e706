package io.sightline.stream.inflight;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Slots of images whose results have been forwarded, until their entries may leave the in-flight store.
 *
 * <p>Under exactly once that is at once: result and deletion are one transaction. Under at least once
 * they are separate writes, and a crash could keep the deletion and lose the result; so an entry stays
 * until a commit, which waits for every write before it, has certainly followed the forward. Kafka
 * Streams tells nobody of its commits, but it offers one after every round of punctuators and makes it
 * when the interval has passed: an entry that is older than the interval in one round is safe in the
 * next.
 *
 * <p>Threading notes: used by the stream thread alone.
 */
final class ForwardedEntries {
    private final long delayMs;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int ripe;

    private record Entry(int slot, long forwardedMs) {}

    /** @param commitInterval of Kafka Streams; zero where results and deletions are one transaction */
    ForwardedEntries(Duration commitInterval) {
        this.delayMs = commitInterval.toMillis();
    }

    void add(int slot, long nowMs) {
        entries.add(new Entry(slot, nowMs));
    }

    /** Whether entries may be deleted as soon as their results are forwarded. */
    boolean goAtOnce() {
        return delayMs == 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Forgets all of them; what is in the store stays there. */
    void clear() {
        entries.clear();
        ripe = 0;
    }

    /** Removes and returns the slots that are safe to delete; to be called once in each round of punctuators. */
    List<Integer> takeSafe(long nowMs) {
        List<Integer> safe = new ArrayList<>();
        if (delayMs == 0) {
            entries.forEach(entry -> safe.add(entry.slot));
            entries.clear();
            return safe;
        }
        for (; ripe > 0; ripe--) {
            safe.add(entries.remove().slot);
        }
        for (Entry entry : entries) {
            if (nowMs - entry.forwardedMs <= delayMs) {
                break;
            }
            ripe++;
        }
        return safe;
    }
}
