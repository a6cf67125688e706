package io.sightline.bench.process;

import java.time.Duration;

/**
 * Waits until the just-in-time compilers of a JVM have done most of their work: a run that is measured before is
 * charged with what a service does once in its life.
 */
public final class CompilerRest {
    /** Of one processor. */
    private static final double SHARE = 0.02;

    private final long pid;

    /** Of the JVM with this process id. */
    public CompilerRest(long pid) {
        this.pid = pid;
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
            double used = ThreadTimes.of(pid).compilerSeconds();
            long start = System.nanoTime();
            pause.during(least);
            double now = ThreadTimes.of(pid).compilerSeconds();
            // Less than before: one of them has ended, and what it had used is not known any more.
            resting = now >= used && (now - used) * 1e9 < SHARE * (System.nanoTime() - start);
        }
        return resting;
    }
}
