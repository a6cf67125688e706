package io.sightline.pipeline;

import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.metrics.Metrics.ClosedBy;
import io.sightline.model.LiveModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers pictures from all partitions and threads of the process into batches and runs the model on
 * them, a few batches at a time: a batch is closed when it is full, or when its first picture has waited for
 * the linger. While the model is busy the next batch fills, so batches are small when there is little to do
 * and full when there is much.
 *
 * <p>Several small batches side by side keep the processors busier than one that they share: a layer's
 * threads wait for the slowest of them, and the work between the layers is done by one.
 *
 * <p>The model may be replaced between two batches.
 *
 * <p>Threading notes:
 *
 * <ul>
 *   <li>any thread may submit; submission blocks while {@value #QUEUED_BATCHES} batches are queued,
 *       which bounds the decoded pictures in memory
 *   <li>as many threads of its own as batches may run gather a batch, one of them at a time, run the model and
 *       complete the futures
 * </ul>
 */
final class Batcher implements AutoCloseable {
    static final int QUEUED_BATCHES = 4;

    private static final Logger logger = LoggerFactory.getLogger(Batcher.class);

    private final LiveModel model;
    private final BatchSettings settings;
    private final Metrics metrics;
    private final Consumer<Pixels> done;
    private final BlockingQueue<Job> queue;
    private final ReentrantLock gathering = new ReentrantLock();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** @param done takes pictures that have been classified, or are not to be any more, from any thread */
    Batcher(LiveModel model, BatchSettings settings, Metrics metrics, Consumer<Pixels> done) {
        this.model = model;
        this.settings = settings;
        this.metrics = metrics;
        this.done = done;
        this.queue = new ArrayBlockingQueue<>(QUEUED_BATCHES * settings.maxSize());
        for (int i = 0; i < settings.threads(); i++) {
            Thread thread = new Thread(this::run, "sightline-inference-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /**
     * Queues a picture of the model's input size, which is the batcher's from then on.
     *
     * @return completed with the result; exceptionally with {@link ImageRejectedException} when the
     *     model fails on this very picture, with anything else when the model is broken altogether
     * @throws InterruptedException when interrupted while the queue is full
     * @throws IllegalStateException after {@link #close()}
     */
    CompletableFuture<Scored> submit(Pixels pixels) throws InterruptedException {
        Job job = new Job(pixels);
        do {
            if (closed) {
                throw new IllegalStateException("the batcher is closed");
            }
        } while (!queue.offer(job, 100, TimeUnit.MILLISECONDS));
        return job.result();
    }

    /** Stops the threads once the batches they run are done; what is still queued fails. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        failQueued(new IllegalStateException("the batcher is closed"));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        BatchRun run = new BatchRun(settings);
        List<Job> batch = new ArrayList<>(settings.maxSize());
        while (!closed) {
            batch.clear();
            try {
                ClosedBy closedBy = gatherInTurn(batch);
                List<Job> wanted =
                        batch.stream().filter(job -> !job.result().isDone()).toList();
                if (!wanted.isEmpty()) {
                    metrics.batch(wanted.size(), settings.padded(wanted.size()) - wanted.size(), closedBy);
                    model.use(current -> run.classify(current, wanted));
                }
                batch.forEach(job -> done.accept(job.pixels()));
            } catch (InterruptedException e) {
                batch.forEach(job -> job.result().completeExceptionally(e));
            } catch (Throwable e) {
                logger.error("The model stopped working", e);
                batch.forEach(job -> job.result().completeExceptionally(e));
            }
        }
    }

    /** One thread at a time, as two would each get half a batch. */
    private ClosedBy gatherInTurn(List<Job> batch) throws InterruptedException {
        gathering.lockInterruptibly();
        try {
            return gather(batch);
        } finally {
            gathering.unlock();
        }
    }

    private ClosedBy gather(List<Job> batch) throws InterruptedException {
        Job first = queue.take();
        batch.add(first);
        long close = first.submitted() + settings.linger().toNanos();
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

    private void failQueued(RuntimeException failure) {
        List<Job> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.result().completeExceptionally(failure));
    }
}
