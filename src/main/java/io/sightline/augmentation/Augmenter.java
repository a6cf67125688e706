package io.sightline.augmentation;

import io.sightline.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes pictures that might also have been taken. All moves are one bilinear step and all colour
 * changes another, so that several cost no more than one and blur no more.
 *
 * <p>What a picture becomes depends on the seed, the epoch and the picture's identity alone, to the last
 * bit: not on the others of its batch, on threads or on the machine. That is why the pixels are worked
 * out here and not by TensorFlow, whose sums depend on how it divides the work.
 *
 * <p>Threading notes: any number of threads at a time. Batches are worked on by as many threads as there
 * are processors.
 */
public final class Augmenter implements AutoCloseable {
    private final AugmentationSpec spec;
    private final long seed;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Augmenter::thread);

    /**
     * Prepares to augment.
     *
     * @param seed of everything random
     */
    public Augmenter(AugmentationSpec spec, long seed) {
        this.spec = spec;
        this.seed = seed;
    }

    /**
     * Augments a batch.
     *
     * @param pictures of any size; they stay as they are
     * @param epoch counted in any way, as long as it differs from epoch to epoch
     * @param identities of the pictures in the same order: what stays the same from epoch to epoch and
     *     from run to run, such as the SHA-256 of the file
     * @return pictures of the same sizes, values 0 to 255
     * @throws IllegalArgumentException if there are not as many identities as pictures
     */
    public List<Pixels> apply(List<Pixels> pictures, long epoch, List<String> identities) {
        if (pictures.size() != identities.size()) {
            throw new IllegalArgumentException(
                    pictures.size() + " pictures cannot have " + identities.size() + " identities");
        }
        List<Future<Pixels>> running = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            Pixels picture = pictures.get(i);
            String identity = identities.get(i);
            running.add(threads.submit(() -> apply(picture, epoch, identity)));
        }
        return running.stream().map(Augmenter::await).toList();
    }

    /** Augments one picture on the calling thread; otherwise the same. */
    public Pixels apply(Pixels picture, long epoch, String identity) {
        return Variation.draw(spec, seed, epoch, identity).apply(picture);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Pixels await(Future<Pixels> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while augmenting pictures", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot augment a picture: " + e.getCause(), e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "augmenter");
        thread.setDaemon(true);
        return thread;
    }
}
