package io.sightline.model;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The model that serves now, and can be replaced while it does: between two batches, so that a batch is
 * of one model and says which. Closing the old one waits for the batches it still runs; those that come
 * meanwhile run on the new one.
 *
 * <p>Threading notes: any thread may ask, use and replace, several at a time.
 */
public final class LiveModel implements AutoCloseable {
    private volatile Turn current;

    /** A model and its users, who hold the lock for reading. */
    private static final class Turn {
        final Classifier model;
        final ReentrantReadWriteLock users = new ReentrantReadWriteLock();
        boolean over;

        Turn(Classifier model) {
            this.model = model;
        }

        boolean use(Consumer<Classifier> work) {
            users.readLock().lock();
            try {
                if (!over) {
                    work.accept(model);
                }
                return !over;
            } finally {
                users.readLock().unlock();
            }
        }

        void end() {
            users.writeLock().lock();
            try {
                over = true;
            } finally {
                users.writeLock().unlock();
            }
            model.close();
        }
    }

    /** @param first serves until it is replaced; closed by this */
    public LiveModel(Classifier first) {
        this.current = new Turn(first);
    }

    /** What serves now. */
    public ModelInfo info() {
        return current.model.info();
    }

    /**
     * Runs the model that serves now, which stays open for as long as that takes.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public void use(Consumer<Classifier> work) {
        Turn turn = current;
        while (!turn.use(work)) {
            Turn next = current;
            if (next == turn) {
                throw new IllegalStateException("the model is closed");
            }
            turn = next;
        }
    }

    /**
     * Puts another model in place of the one that serves, which is closed once it runs no batch.
     *
     * @param next warm already; closed by this from now on
     */
    public synchronized void swap(Classifier next) {
        Turn old = current;
        current = new Turn(next);
        old.end();
    }

    @Override
    public synchronized void close() {
        current.end();
    }
}
