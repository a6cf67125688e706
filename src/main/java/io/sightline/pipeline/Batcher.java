package io.sightline.pipeline;

import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.LiveModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the model on the pictures of all partitions and threads of the process, in the batches that {@link BatchQueue}
 * makes of them, a few batches at a time.
 *
 * <p>Several small batches side by side keep the processors busier than one that they share: a layer's
 * threads wait for the slowest of them, and the work between the layers is done by one.
 *
 * <p>The model may be replaced between two batches.
 *
 * <p>Threading notes:
 *
 * <ul>
 *   <li>any thread may submit; submission blocks while a full batch is queued for each thread: more pictures that are
 *       decoded take memory and make nothing faster
 *   <li>as many threads of its own as batches may run take a batch, run the model and complete the futures
 * </ul>
 */
final class Batcher implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Batcher.class);

    private final LiveModel model;
    private final Metrics metrics;
    private final Consumer<Pixels> done;
    private final BatchQueue queue;
    private final List<Thread> threads = new ArrayList<>();

    /** @param done takes pictures that have been classified, or are not to be any more, from any thread */
    Batcher(LiveModel model, BatchSettings settings, Metrics metrics, Consumer<Pixels> done) {
        this.model = model;
        this.metrics = metrics;
        this.done = done;
        this.queue = new BatchQueue(settings, job -> done.accept(job.pixels()));
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
        queue.put(job);
        return job.result();
    }

    /** Stops the threads once the batches they run are done; what is still queued fails. */
    @Override
    public void close() {
        queue.close()
                .forEach(job -> job.result().completeExceptionally(new IllegalStateException("the batcher is closed")));
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            BatchQueue.Batch batch = queue.take();
            while (batch != null) {
                run(batch);
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts the batcher's threads", e);
        }
    }

    private void run(BatchQueue.Batch batch) {
        List<Job> jobs = batch.jobs();
        try {
            metrics.batch(jobs.size(), batch.closedBy());
            model.use(current -> BatchRun.classify(current, jobs));
            jobs.forEach(job -> done.accept(job.pixels()));
        } catch (Throwable e) {
            logger.error("The model stopped working", e);
            jobs.forEach(job -> job.result().completeExceptionally(e));
        }
    }
}
