package io.sightline.model;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The model that serves now, and can be replaced while it does: between two batches, so that a batch is
 * of one model and says which. Closing the old one waits for its last batch.
 *
 * <p>Threading notes: any thread may ask and replace; whoever uses the model has it alone. The turns are
 * fair, so that a busy batcher cannot keep a new model waiting for longer than one batch.
 */
public final class LiveModel implements AutoCloseable {
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile Classifier current;

    /** @param first serves until it is replaced; closed by this */
    public LiveModel(Classifier first) {
        this.current = first;
    }

    /** What serves now. */
    public ModelInfo info() {
        return current.info();
    }

    /** Runs the model that serves now, which stays the same for as long as that takes. */
    public void use(Consumer<Classifier> work) {
        turn.lock();
        try {
            work.accept(current);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Puts another model in place of the one that serves, which is closed.
     *
     * @param next warm already; closed by this from now on
     */
    public void swap(Classifier next) {
        Classifier old;
        turn.lock();
        try {
            old = current;
            current = next;
        } finally {
            turn.unlock();
        }
        old.close();
    }

    @Override
    public void close() {
        current.close();
    }
}
