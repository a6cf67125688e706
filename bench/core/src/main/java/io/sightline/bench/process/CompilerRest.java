package io.sightline.bench.process;

import java.time.Duration;
import java.util.Arrays;

/**
 * Waits until the just-in-time compilers of a JVM have done most of their work: a run that is measured before is
 * charged with what a service does once in its life.
 */
public final class CompilerRest {
    /** Of one processor. */
    private static final double SHARE = 0.02;

    private final long[] pids;

    /** Of the JVMs with these process ids, together. */
    public CompilerRest(long... pids) {
        this.pids = pids.clone();
    }

    /** Passes time in the caller's way. */
    public interface Pause {
        void during(Duration time) throws InterruptedException;
    }

    /**
     * Lets time pass until they have taken less than a fiftieth of a processor for as long as {@code least}, but begins
     * no look after {@code longest}. Where the system does not tell, they rest.
     *
     * @return whether they rest
     */
    public boolean await(Duration least, Duration longest, Pause pause) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        boolean resting = false;
        while (!resting && System.nanoTime() < end) {
            double used = used();
            long start = System.nanoTime();
            pause.during(least);
            resting = rested(used() - used, (System.nanoTime() - start) / 1_000_000);
        }
        return resting;
    }

    /**
     * Whether compilers that used so much rested.
     *
     * @param seconds of processor time; below 0 if one of them has ended, and what it had used is not known any more
     * @param millis that passed
     */
    public static boolean rested(double seconds, long millis) {
        return seconds >= 0 && seconds * 1e3 < SHARE * millis;
    }

    private double used() {
        return Arrays.stream(pids)
                .mapToDouble(pid -> ThreadTimes.of(pid).compilerSeconds())
                .sum();
    }
}
