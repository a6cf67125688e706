package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.util.concurrent.Semaphore;

/**
 * How much of the heap may hold pictures while they are decoded. It is asked before a reader is let at a picture:
 * when the heap is full it is too late, as the process ends then, and the same picture would end the next one.
 *
 * <p>Threading notes: any number of threads; who finds too little free waits for the others.
 */
final class DecodingMemory {
    private static final int UNIT = 1 << 16;

    /** No array may be longer. */
    private static final long LONGEST = Integer.MAX_VALUE - UNIT;

    private final int units;
    private final Semaphore free;

    DecodingMemory(long bytes) {
        this.units = (int) (Math.min(bytes, LONGEST) / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** A third of the heap, for all decoders of the process together. */
    static DecodingMemory ofThisProcess() {
        return Holder.OF_THIS_PROCESS;
    }

    private static final class Holder {
        static final DecodingMemory OF_THIS_PROCESS =
                new DecodingMemory(Runtime.getRuntime().maxMemory() / 3);
    }

    /** Bytes there are when nobody takes any. */
    long all() {
        return (long) units * UNIT;
    }

    /**
     * Takes memory, to be given back.
     *
     * @return what has been taken
     * @throws ImageRejectedException ({@code too-large}) if there is not as much even when nobody else takes any
     */
    int take(ImageFormat format, long bytes) {
        if (bytes < 0 || bytes > all()) {
            throw new ImageRejectedException(
                    DeadLetterReason.TOO_LARGE,
                    "the " + format.title() + " needs more memory than there is for one picture, " + (all() >> 20)
                            + " MiB; a third of the heap (-Xmx)");
        }
        int taken = (int) ((bytes + UNIT - 1) / UNIT);
        free.acquireUninterruptibly(taken);
        return taken;
    }

    void giveBack(int taken) {
        free.release(taken);
    }
}
