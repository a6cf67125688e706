package io.sightline.image;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that pictures are decoded into, one after the other. A picture of 224 x 224 takes 600 KB: new ones for each
 * would have to be cleared, and are too large for the young generation of a small heap (half a region of G1).
 *
 * <p>There are never more than were in use at the same time. Those of another length, as after a change of the
 * model's size, are given up.
 *
 * <p>Threading notes: any number of threads.
 */
final class PixelBuffers {
    private final Deque<float[]> free = new ConcurrentLinkedDeque<>();

    /** An array of this length, with whatever was in it before. */
    float[] take(int length) {
        float @Nullable [] buffer = free.poll();
        while (buffer != null && buffer.length != length) {
            buffer = free.poll();
        }
        return buffer == null ? new float[length] : buffer;
    }

    void giveBack(float[] buffer) {
        free.push(buffer); // and so taken next, while it is in a cache
    }
}
