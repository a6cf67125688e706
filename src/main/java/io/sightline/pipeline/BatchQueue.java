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
 * Where pictures wait for the model, and the rule by which they become batches. Pictures wait until there are as many
 * as a batch has at most, or the first of them has waited for the linger. Then they are due, and each thread that is
 * free takes its share of them: one large batch of all would keep its pictures until the last is done while
 * the other processors have nothing to do. The more wait the larger batches are, and full behind a backlog.
 *
 * <p>A batch has one of the sizes that the model is warm for.
 *
 * <p>Threading notes: any thread may put, as many as there are batches at a time may take.
 */
final class BatchQueue {
    private final BatchSettings settings;
    private final int capacity;
    private final Consumer<Job> dropped;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private int due; // the first so many of those that wait
    private int portion; // of each thread, when they became due
    private ClosedBy dueBy = ClosedBy.LINGER;
    private boolean closed;

    /**
     * Pictures to be run together.
     *
     * @param jobs as many as a size of the ladder
     * @param closedBy why they were due
     */
    record Batch(List<Job> jobs, ClosedBy closedBy) {}

    /**
     * An empty queue, which holds a full batch for each thread.
     *
     * @param dropped is told of pictures that nobody waits for any more, under the queue's lock
     */
    BatchQueue(BatchSettings settings, Consumer<Job> dropped) {
        this.settings = settings;
        this.capacity = settings.threads() * settings.maxSize();
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
     * Waits for a batch.
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
                if (waiting.isEmpty()) {
                    changed.await();
                } else if (due > 0) {
                    return share();
                } else if (waiting.size() >= settings.maxSize()) {
                    allAreDue(ClosedBy.FULL);
                } else if (lingers > 0) {
                    changed.awaitNanos(lingers);
                } else {
                    allAreDue(ClosedBy.LINGER);
                }
            }
            return null;
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

    /** Nanoseconds for which the first picture, if there is one, still waits for others. */
    private long lingers() {
        Job first = waiting.peek();
        return first == null ? 0 : first.submitted() + settings.linger().toNanos() - System.nanoTime();
    }

    private void allAreDue(ClosedBy by) {
        due = waiting.size();
        portion = shareOfWaiting();
        dueBy = by;
    }

    private int shareOfWaiting() {
        return (waiting.size() + settings.threads() - 1) / settings.threads();
    }

    /** As much as those got who took theirs before, or more where more have come since. */
    private Batch share() {
        int size = settings.sizeWithin(Math.min(waiting.size(), Math.max(portion, shareOfWaiting())));
        due = Math.max(0, due - size);
        List<Job> jobs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            jobs.add(waiting.remove());
        }
        room.signalAll();
        if (!waiting.isEmpty()) {
            changed.signal();
        }
        return new Batch(jobs, dueBy);
    }

    private void dropUnwanted() {
        for (Iterator<Job> pictures = waiting.iterator(); pictures.hasNext(); ) {
            Job job = pictures.next();
            if (job.result().isDone()) {
                pictures.remove();
                due = Math.min(due, waiting.size());
                dropped.accept(job);
                room.signal();
            }
        }
    }
}
