package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.metrics.Metrics.ClosedBy;
import io.sightline.model.Classifier;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers pictures from all partitions and threads of the process into batches and runs the model on
 * them: a batch is closed when it is full, or when its first picture has waited for the linger. While
 * the model is busy the next batch fills, so batches are small when there is little to do and full
 * when there is much.
 *
 * <p>The model may be replaced between two batches.
 *
 * <p>Threading notes:
 *
 * <ul>
 *   <li>any thread may submit; submission blocks while {@value #QUEUED_BATCHES} batches are queued,
 *       which bounds the decoded pictures in memory
 *   <li>one thread of its own owns the model and completes the futures
 * </ul>
 */
final class Batcher implements AutoCloseable {
    static final int QUEUED_BATCHES = 4;

    private static final Logger logger = LoggerFactory.getLogger(Batcher.class);

    private final LiveModel model;
    private final BatchSettings settings;
    private final Metrics metrics;
    private final BlockingQueue<Job> queue;
    private final Thread thread;
    private @Nullable Pixels blank;
    private volatile boolean closed;

    Batcher(LiveModel model, BatchSettings settings, Metrics metrics) {
        this.model = model;
        this.settings = settings;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(QUEUED_BATCHES * settings.maxSize());
        this.thread = new Thread(this::run, "sightline-inference");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Queues a picture of the model's input size.
     *
     * @return completed with the result; exceptionally with {@link ImageRejectedException} when the
     *     model fails on this very picture, with anything else when the model is broken altogether
     * @throws InterruptedException when interrupted while the queue is full
     * @throws IllegalStateException after {@link #close()}
     */
    CompletableFuture<Scored> submit(Pixels pixels) throws InterruptedException {
        Job job = new Job(pixels, new CompletableFuture<>(), System.nanoTime());
        do {
            if (closed) {
                throw new IllegalStateException("the batcher is closed");
            }
        } while (!queue.offer(job, 100, TimeUnit.MILLISECONDS));
        return job.result;
    }

    /** Stops the thread once the batch it runs is done; what is still queued fails. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        failQueued(new IllegalStateException("the batcher is closed"));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Job> batch = new ArrayList<>(settings.maxSize());
        while (!closed) {
            batch.clear();
            try {
                ClosedBy closedBy = gather(batch);
                batch.removeIf(job -> job.result.isDone());
                if (!batch.isEmpty()) {
                    metrics.batch(batch.size(), settings.padded(batch.size()) - batch.size(), closedBy);
                    model.use(current -> infer(current, batch));
                }
            } catch (InterruptedException e) {
                batch.forEach(job -> job.result.completeExceptionally(e));
            } catch (Throwable e) {
                logger.error("The model stopped working", e);
                batch.forEach(job -> job.result.completeExceptionally(e));
            }
        }
    }

    private ClosedBy gather(List<Job> batch) throws InterruptedException {
        Job first = queue.take();
        batch.add(first);
        long close = first.submitted + settings.linger().toNanos();
        while (true) {
            queue.drainTo(batch, settings.maxSize() - batch.size());
            if (batch.size() == settings.maxSize()) {
                return ClosedBy.FULL;
            }
            Job next = queue.poll(close - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return ClosedBy.LINGER;
            }
            batch.add(next);
        }
    }

    private void infer(Classifier model, List<Job> batch) {
        long start = System.nanoTime();
        List<float[]> probabilities;
        try {
            probabilities = model.classify(padded(model.info(), batch));
        } catch (RuntimeException e) {
            isolate(model, batch, e);
            return;
        }
        long duration = System.nanoTime() - start;
        for (int i = 0; i < batch.size(); i++) {
            Job job = batch.get(i);
            float[] p = probabilities.get(i);
            if (finite(p)) {
                job.result.complete(new Scored(p, model.info(), start - job.submitted, duration));
            } else {
                job.result.completeExceptionally(new ImageRejectedException(
                        DeadLetterReason.INFERENCE_FAILED,
                        "model " + model.info().name() + " gave a probability that is not a number"));
            }
        }
    }

    /** A picture that makes the model fail must not take its neighbours with it: each runs alone. */
    private void isolate(Classifier model, List<Job> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.get(0)
                    .result
                    .completeExceptionally(new ImageRejectedException(
                            DeadLetterReason.INFERENCE_FAILED,
                            "model " + model.info().name() + " failed: " + failure.getMessage(),
                            failure));
            return;
        }
        logger.warn("A batch of {} failed ({}); running its pictures one by one", batch.size(), failure.toString());
        batch.forEach(job -> infer(model, List.of(job)));
    }

    /** Pictures that were decoded for a model of another size, just before it was replaced, are resized. */
    private List<Pixels> padded(ModelInfo info, List<Job> batch) {
        int size = settings.padded(batch.size());
        List<Pixels> pictures = new ArrayList<>(size);
        batch.forEach(job -> pictures.add(job.pixels.resized(info.height(), info.width())));
        while (pictures.size() < size) {
            pictures.add(blank(info));
        }
        return pictures;
    }

    private Pixels blank(ModelInfo info) {
        if (blank == null || blank.height() != info.height() || blank.width() != info.width()) {
            blank = new Pixels(new float[info.height() * info.width() * 3], info.height(), info.width());
        }
        return blank;
    }

    private void failQueued(RuntimeException failure) {
        List<Job> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.result.completeExceptionally(failure));
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private record Job(Pixels pixels, CompletableFuture<Scored> result, long submitted) {}
}
