package io.sightline.stream.redrive;

import org.jspecify.annotations.Nullable;

/**
 * Turns at an even pace. One that comes late is not made up for: there is never more than one at once.
 *
 * <p>Threading notes: one thread.
 */
final class Pace {
    private static final double LONGEST_NANOS = 1e18;

    private final long interval;
    private long next;

    /**
     * The first turn is now.
     *
     * @param perSecond most turns in a second, greater than 0, or null for no limit
     * @param now as {@link System#nanoTime}
     */
    Pace(@Nullable Double perSecond, long now) {
        this.interval = perSecond == null ? 0 : (long) Math.min(LONGEST_NANOS, 1e9 / perSecond);
        this.next = now;
    }

    /**
     * Takes the next turn.
     *
     * @param now as {@link System#nanoTime}
     * @return nanoseconds to wait for it, 0 if it is now
     */
    long take(long now) {
        long wait = Math.max(0, next - now);
        next = now + wait + interval;
        return wait;
    }
}
