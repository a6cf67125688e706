package io.sightline.bench.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether the just-in-time compilers of a JVM have done most of their work: a run that is measured before
 * is charged with what a service does once in its life. For one thread.
 */
public final class CompilerRest {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Duration STEP = Duration.ofMillis(200);

    /** Of one processor. */
    private static final double SHARE = 0.05;

    private final long pid;
    private long lookedAt = System.nanoTime();
    private double used;
    private boolean resting;

    /** Begins to look. */
    public CompilerRest(long pid) {
        this.pid = pid;
        this.used = ThreadTimes.of(pid).compilerSeconds();
    }

    /** Passes time in the caller's way. */
    public interface Pause {
        void during(Duration time) throws InterruptedException;
    }

    /** Lets time pass until they rest, but neither less nor more than given. */
    public void await(Duration least, Duration longest, Pause pause) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        pause.during(least);
        while (System.nanoTime() < end && !resting()) {
            pause.during(STEP);
        }
    }

    /**
     * Whether they took less than a twentieth of a processor within the last two seconds; false before two seconds
     * have been looked at. Where the system does not tell, they rest.
     */
    private boolean resting() {
        long passed = System.nanoTime() - lookedAt;
        if (passed >= LOOK_NANOS) {
            double now = ThreadTimes.of(pid).compilerSeconds();
            // Less than before: one of them has ended, and what it had used is not known any more.
            resting = now >= used && (now - used) * 1e9 < SHARE * passed;
            used = now;
            lookedAt = System.nanoTime();
        }
        return resting;
    }
}
