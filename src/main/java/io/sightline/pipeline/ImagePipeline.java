package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Prediction.Durations;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From an image event to class probabilities. An image's way, and who does the work:
 *
 * <ol>
 *   <li><b>submitted</b> by the caller, who waits here while too many are in flight
 *   <li><b>fetched</b> on a thread of the fetch pool
 *   <li><b>decoded</b> on the same thread, which first takes one of the few decode permits, so that
 *       decoding does not fight the engine for processors
 *   <li><b>queued</b> for the {@link Batcher}, the same thread waiting while its queue is full
 *   <li><b>inferred</b> on the batcher's thread, which completes the future
 * </ol>
 *
 * <p>The deadline guards the fetch and the decode (a file system can hang where no timeout reaches):
 * past it the future fails, though the thread may still be stuck. Waiting for the model is no fault of
 * the image and is not limited.
 *
 * <p>Threading notes: any number of threads may submit; futures complete on the pipeline's threads, so
 * what is chained to them must be quick.
 */
public final class ImagePipeline implements AutoCloseable {
    private final ImageFetcher fetcher;
    private final ImageDecoder decoder;
    private final PipelineSettings settings;
    private final ModelInfo model;
    private final Batcher batcher;
    private final ExecutorService fetchPool;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Semaphore decodePermits;
    private final Semaphore inFlight;

    /**
     * Starts the pipeline's threads. The fetcher, the decoder and the model stay the caller's to close,
     * after the pipeline.
     */
    public ImagePipeline(
            ImageFetcher fetcher,
            ImageDecoder decoder,
            Classifier model,
            BatchSettings batches,
            PipelineSettings settings,
            Metrics metrics) {
        this.fetcher = fetcher;
        this.decoder = decoder;
        this.settings = settings;
        this.model = model.info();
        this.batcher = new Batcher(model, batches, metrics);
        this.fetchPool = Executors.newFixedThreadPool(settings.fetchThreads(), daemon("sightline-fetch-"));
        this.deadlines = new ScheduledThreadPoolExecutor(1, daemon("sightline-deadline-"));
        deadlines.setRemoveOnCancelPolicy(true);
        this.decodePermits = new Semaphore(settings.decodeThreads());
        this.inFlight = new Semaphore(settings.inFlight());
    }

    /**
     * Starts one image on its way.
     *
     * @param wait how long to wait for room
     * @return completed with the answer; exceptionally with {@link ImageRejectedException} when the
     *     image is at fault, with anything else when the service is
     * @throws PipelineStalledException if there was no room within {@code wait}
     */
    public CompletableFuture<Classified> submit(ImageEvent event, Duration wait) {
        try {
            if (!inFlight.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PipelineStalledException("no image finished within " + wait.toSeconds() + " s while "
                        + settings.inFlight() + " are in flight: the model or every source hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineStalledException("interrupted while waiting for room in the pipeline");
        }
        CompletableFuture<Classified> result = new CompletableFuture<>();
        result.whenComplete((answer, failure) -> inFlight.release());
        try {
            fetchPool.execute(() -> process(event, result));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /** Most images between submission and result. */
    public int maxInFlight() {
        return settings.inFlight();
    }

    private void process(ImageEvent event, CompletableFuture<Classified> result) {
        if (result.isDone()) {
            return;
        }
        Future<?> deadline = deadlines.schedule(
                () -> result.completeExceptionally(new ImageRejectedException(
                        DeadLetterReason.DEADLINE_EXCEEDED,
                        "not fetched and decoded within " + settings.deadline().toMillis()
                                + " ms; image.deadline.ms sets the limit")),
                settings.deadline().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            long start = System.nanoTime();
            byte[] bytes = fetcher.fetch(event);
            long fetched = System.nanoTime();
            decodePermits.acquire();
            long decodeStart = System.nanoTime();
            Pixels pixels;
            try {
                pixels = decoder.decode(bytes, model.height(), model.width(), model.orientation());
            } finally {
                decodePermits.release();
            }
            long decoded = System.nanoTime();
            deadline.cancel(false);
            if (result.isDone()) {
                return;
            }
            batcher.submit(pixels).whenComplete((scored, failure) -> {
                if (failure == null) {
                    result.complete(new Classified(
                            scored.probabilities(),
                            scored.model(),
                            new Durations(
                                    millis(fetched - start),
                                    millis(decoded - decodeStart),
                                    millis(scored.queueNanos()),
                                    millis(scored.inferenceNanos())),
                            System.nanoTime()));
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            deadline.cancel(false);
        }
    }

    /** Stops the threads; images still in flight fail. */
    @Override
    public void close() {
        fetchPool.shutdownNow();
        deadlines.shutdownNow();
        batcher.close();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
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
