package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageFetcher;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Gets pictures on threads of its own, a bounded number at a time, and makes something of each. A job's
 * way:
 *
 * <ol>
 *   <li><b>submitted</b> by the caller, who waits here while too many are in flight
 *   <li><b>fetched</b> on a thread of the pool, which then waits for one of the few permits to make something of it
 *   <li><b>made</b> into something on the same thread
 *   <li><b>handed on</b> from the same thread to whatever completes the future; only then the permit is free, so that
 *       what was made does not pile up in memory
 * </ol>
 *
 * <p>The deadline guards fetching and making (a file system can hang where no timeout reaches): past it
 * the future fails, though the thread may still be stuck. Waiting for a permit and what comes after making are no
 * fault of the image and are not limited.
 *
 * <p>Threading notes: any number of threads may submit; futures complete on the pool's threads, so what
 * is chained to them must be quick.
 */
final class PictureFetching implements AutoCloseable {
    private final ImageFetcher fetcher;
    private final int capacity;
    private final Duration deadline;
    private final ExecutorService pool;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Semaphore inFlight;
    private final Semaphore making;
    private final Set<CompletableFuture<?>> jobs = ConcurrentHashMap.newKeySet();

    /**
     * Starts the threads. The fetcher stays the caller's to close, afterwards.
     *
     * @param name of the threads
     * @param threads pictures fetched at a time
     * @param makers something made of pictures at a time
     * @param capacity most jobs between submission and result
     * @param deadline for fetching and making
     */
    PictureFetching(ImageFetcher fetcher, String name, int threads, int makers, int capacity, Duration deadline) {
        this.fetcher = fetcher;
        this.capacity = capacity;
        this.deadline = deadline;
        this.pool = Executors.newFixedThreadPool(threads, daemon("sightline-" + name + "-"));
        this.deadlines = new ScheduledThreadPoolExecutor(1, daemon("sightline-" + name + "-deadline-"));
        deadlines.setRemoveOnCancelPolicy(true);
        this.inFlight = new Semaphore(capacity);
        this.making = new Semaphore(makers); // a fair one halves the rate of small pictures
    }

    /** What is made of a picture's bytes. */
    @FunctionalInterface
    interface Maker<M> {
        M make(byte[] bytes) throws InterruptedException;
    }

    /**
     * How long a picture took, in nanoseconds.
     *
     * @param fetching until its bytes were here
     * @param waiting for a permit to make something of them
     */
    record Times(long fetching, long waiting) {}

    /** What becomes of it. */
    @FunctionalInterface
    interface Next<M, T> {
        /**
         * Takes what was made and sees to it that the result is completed; may throw instead.
         *
         * @param times how long it has taken so far
         */
        void accept(M made, Times times, CompletableFuture<T> result) throws InterruptedException;
    }

    /**
     * Starts a job.
     *
     * @param event found out on the pool's thread, which may take time; may throw {@link
     *     ImageRejectedException}
     * @param wait how long to wait for room
     * @return completed exceptionally with {@link ImageRejectedException} when the image is at fault,
     *     with anything else when the service is
     * @throws PipelineStalledException if there was no room within {@code wait}
     */
    <M, T> CompletableFuture<T> submit(Supplier<ImageEvent> event, Duration wait, Maker<M> maker, Next<M, T> next) {
        try {
            if (!inFlight.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PipelineStalledException("no image finished within " + wait.toSeconds() + " s while "
                        + capacity + " are in flight: the model, decoding or every source hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineStalledException("interrupted while waiting for room in the pipeline");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        jobs.add(result);
        result.whenComplete((answer, failure) -> {
            jobs.remove(result);
            inFlight.release();
        });
        try {
            pool.execute(() -> run(event, maker, next, result));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /** Stops the threads; jobs still in flight fail, also those that wait for a thread or are stuck on one. */
    @Override
    public void close() {
        pool.shutdownNow();
        deadlines.shutdownNow();
        jobs.forEach(result -> result.completeExceptionally(new IllegalStateException("the pipeline is closed")));
    }

    private <M, T> void run(Supplier<ImageEvent> event, Maker<M> maker, Next<M, T> next, CompletableFuture<T> result) {
        if (result.isDone()) {
            return;
        }
        try {
            long begun = System.nanoTime();
            Fetched fetched = within(deadline.toNanos(), result, () -> fetch(event.get()));
            long waiting = System.nanoTime();
            making.acquire();
            try {
                if (!result.isDone()) {
                    long waited = System.nanoTime() - waiting;
                    long left = deadline.toNanos() - (waiting - begun);
                    M made = within(left, result, () -> maker.make(fetched.bytes));
                    if (!result.isDone()) {
                        next.accept(made, new Times(fetched.nanos, waited), result);
                    }
                }
            } finally {
                making.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private Fetched fetch(ImageEvent event) {
        long start = System.nanoTime();
        byte[] bytes = fetcher.fetch(event);
        return new Fetched(bytes, System.nanoTime() - start);
    }

    private record Fetched(byte[] bytes, long nanos) {}

    private interface Work<M> {
        M done() throws InterruptedException;
    }

    private <M> M within(long nanos, CompletableFuture<?> result, Work<M> work) throws InterruptedException {
        Future<?> alarm =
                deadlines.schedule(() -> result.completeExceptionally(tooLate()), nanos, TimeUnit.NANOSECONDS);
        try {
            return work.done();
        } finally {
            alarm.cancel(false);
        }
    }

    private ImageRejectedException tooLate() {
        return new ImageRejectedException(
                DeadLetterReason.DEADLINE_EXCEEDED,
                "not fetched and decoded within " + deadline.toMillis() + " ms; image.deadline.ms sets the limit");
    }

    private static ThreadFactory daemon(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
