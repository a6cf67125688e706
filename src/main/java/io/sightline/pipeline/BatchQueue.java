package io.sightline.pipeline;

import io.sightline.metrics.Metrics.ClosedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where pictures wait for the model, and the rule by which they become batches. A batch is closed when it is full, or
 * when its first picture has waited for the linger and it is half full or no other batch runs. So an idle service answers
 * at once, a busy one gets more done with the same processors, as small batches cost more for each picture, and a
 * picture waits for one running batch at most before its own begins.
 *
 * <p>A batch has one of the sizes that the model is warm for; what is over begins the next.
 *
 * <p>Threading notes: any thread may put, as many as there are batches at a time may take.
 */
final class BatchQueue {
    private final BatchSettings settings;
    private final int[] sizes;
    private final int half;
    private final int capacity;
    private final Consumer<Job> dropped;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private int running;
    private boolean closed;

    /**
     * Pictures to be run together.
     *
     * @param jobs as many as a size of the ladder
     */
    record Batch(List<Job> jobs, ClosedBy closedBy) {}

    /**
     * An empty queue.
     *
     * @param capacity most pictures that wait
     * @param dropped is told of pictures that nobody waits for any more, under the queue's lock
     */
    BatchQueue(BatchSettings settings, int capacity, Consumer<Job> dropped) {
        this.settings = settings;
        this.sizes = settings.ladder();
        this.half = Math.max(1, settings.maxSize() / 2);
        this.capacity = capacity;
        this.dropped = dropped;
    }

    /**
     * Adds a picture; blocks while the queue is full.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    void put(Job job) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.size() >= capacity) {
                room.await();
            }
            if (closed) {
                throw new IllegalStateException("the batcher is closed");
            }
            waiting.add(job);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a batch, which runs from then on until {@link #ended()} is called.
     *
     * @return null after {@link #close()}
     */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                dropUnwanted();
                long lingers = lingers();
                if (waiting.size() >= settings.maxSize()) {
                    return batch(settings.maxSize(), ClosedBy.FULL);
                } else if (waiting.isEmpty() || lingers <= 0 && running > 0 && waiting.size() < half) {
                    changed.await();
                } else if (lingers > 0) {
                    changed.awaitNanos(lingers);
                } else {
                    return batch(largestSize(), ClosedBy.LINGER);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A batch that was taken runs no more. */
    void ended() {
        lock.lock();
        try {
            running--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing in or out any more, and tells what was left. */
    List<Job> close() {
        lock.lock();
        try {
            closed = true;
            List<Job> left = List.copyOf(waiting);
            waiting.clear();
            room.signalAll();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds for which the first picture still lingers. */
    private long lingers() {
        return waiting.isEmpty()
                ? 0
                : waiting.peek().submitted() + settings.linger().toNanos() - System.nanoTime();
    }

    private int largestSize() {
        int largest = 1;
        for (int size : sizes) {
            largest = size <= waiting.size() ? size : largest;
        }
        return largest;
    }

    private Batch batch(int size, ClosedBy closedBy) {
        List<Job> jobs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            jobs.add(waiting.remove());
        }
        running++;
        room.signalAll();
        if (!waiting.isEmpty()) {
            changed.signal();
        }
        return new Batch(jobs, closedBy);
    }

    private void dropUnwanted() {
        for (Iterator<Job> jobs = waiting.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (job.result().isDone()) {
                jobs.remove();
                dropped.accept(job);
                room.signal();
            }
        }
    }
}
