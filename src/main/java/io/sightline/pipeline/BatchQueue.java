package io.sightline.pipeline;

import io.sightline.metrics.Metrics.ClosedBy;
import java.time.Duration;
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
 * when its first picture has waited for the linger. While another batch runs that picture is held back until its own is
 * half full, though not for long, nor once a batch has ended: small batches cost more for each picture, and a busy
 * service gets more done in larger ones.
 *
 * <p>A batch has one of the sizes that the model is warm for; what is over is not held back.
 *
 * <p>Threading notes: any thread may put, as many as there are batches at a time may take.
 */
final class BatchQueue {
    private final BatchSettings settings;
    private final int half;
    private final int capacity;
    private final long mostHeldNanos;
    private final Consumer<Job> dropped;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private int running;
    private long turn;
    private boolean closed;

    /** @param turn that was when the picture came: in a later one it is not held back */
    private record Waiting(Job job, long turn) {}

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
     * @param mostHeld how long a picture is held back at most, after it has lingered
     * @param dropped is told of pictures that nobody waits for any more, under the queue's lock
     */
    BatchQueue(BatchSettings settings, int capacity, Duration mostHeld, Consumer<Job> dropped) {
        this.settings = settings;
        this.half = settings.sizeWithin(Math.max(1, settings.maxSize() / 2));
        this.capacity = capacity;
        this.mostHeldNanos = mostHeld.toNanos();
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
            waiting.add(new Waiting(job, turn));
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
                long waits = waits();
                if (waiting.size() >= settings.maxSize()) {
                    return batch(settings.maxSize(), ClosedBy.FULL);
                } else if (waiting.isEmpty()) {
                    changed.await();
                } else if (waits > 0) {
                    changed.awaitNanos(waits);
                } else {
                    return batch(settings.sizeWithin(waiting.size()), ClosedBy.LINGER);
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
            turn++;
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
            List<Job> left = waiting.stream().map(Waiting::job).toList();
            waiting.clear();
            room.signalAll();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds for which the first picture, if there is one, still waits for others. */
    private long waits() {
        Waiting first = waiting.peek();
        if (first == null) {
            return 0;
        }
        boolean held = running > 0 && waiting.size() < half && first.turn() == turn;
        long longest = settings.linger().toNanos() + (held ? mostHeldNanos : 0);
        return first.job().submitted() + longest - System.nanoTime();
    }

    private Batch batch(int size, ClosedBy closedBy) {
        List<Job> jobs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            jobs.add(waiting.remove().job());
        }
        running++;
        room.signalAll();
        if (closedBy == ClosedBy.LINGER) {
            turn++;
        }
        if (!waiting.isEmpty()) {
            changed.signal();
        }
        return new Batch(jobs, closedBy);
    }

    private void dropUnwanted() {
        for (Iterator<Waiting> pictures = waiting.iterator(); pictures.hasNext(); ) {
            Job job = pictures.next().job();
            if (job.result().isDone()) {
                pictures.remove();
                dropped.accept(job);
                room.signal();
            }
        }
    }
}
