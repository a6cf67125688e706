package io.sightline.dataset;

import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes many pictures, some ahead of whoever uses them, and hands them on in batches and
 * in order.
 *
 * <p>Threading notes: decoding has threads of its own; {@link #read} calls back on the caller's.
 */
public final class PhotoReader implements AutoCloseable {
    private static final int AHEAD = 64;

    private final ImageLimits limits = ImageLimits.defaults();
    private final ImageDecoder decoder = new ImageDecoder(limits);
    private final ExecutorService threads;
    private final int imageSize;
    private final boolean orientation;

    /**
     * Prepares to read; TensorFlow is started if it is not yet.
     *
     * @param imageSize side of the square that pictures are resized to
     * @param orientation whether to turn them upright by EXIF
     */
    public PhotoReader(int imageSize, boolean orientation) {
        this(imageSize, orientation, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Prepares to read with so many threads.
     *
     * @param threads that decode, at least 1
     * @see #PhotoReader(int, boolean)
     */
    public PhotoReader(int imageSize, boolean orientation, int threads) {
        this.threads = Executors.newFixedThreadPool(threads, PhotoReader::thread);
        this.imageSize = imageSize;
        this.orientation = orientation;
    }

    /**
     * A picture that could not be read.
     *
     * @param file which
     * @param reason why, in words
     */
    public record Unreadable(Path file, String reason) {}

    /** Takes batches. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Called for each batch in turn.
         *
         * @param first place of the batch's first picture among those readable so far, from 0
         * @param files where its pictures come from
         * @param pictures decoded
         */
        void accept(int first, List<Path> files, List<Pixels> pictures);
    }

    /**
     * Reads pictures in order.
     *
     * @return those that could not be read
     */
    public List<Unreadable> read(List<Path> files, int batchSize, Sink sink) {
        List<Unreadable> unreadable = new ArrayList<>();
        List<Path> batchFiles = new ArrayList<>();
        List<Pixels> batch = new ArrayList<>();
        int first = 0;
        Deque<Future<Decoded>> ahead = new ArrayDeque<>();
        int next = 0;
        for (Path file : files) {
            while (next < files.size() && ahead.size() < AHEAD) {
                Path coming = files.get(next++);
                ahead.add(threads.submit(() -> decode(coming)));
            }
            Decoded decoded = await(ahead.remove());
            if (decoded.pixels() == null) {
                unreadable.add(new Unreadable(file, decoded.problem()));
            } else {
                batchFiles.add(file);
                batch.add(decoded.pixels());
            }
            if (batch.size() == batchSize) {
                sink.accept(first, List.copyOf(batchFiles), List.copyOf(batch));
                first += batch.size();
                batchFiles.clear();
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            sink.accept(first, List.copyOf(batchFiles), List.copyOf(batch));
        }
        return unreadable;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        decoder.close();
    }

    private record Decoded(@Nullable Pixels pixels, String problem) {}

    private Decoded decode(Path file) {
        try {
            long size = Files.size(file);
            if (size > limits.maxBytes()) {
                return new Decoded(null, "it has " + size + " bytes; at most " + limits.maxBytes() + " are read");
            }
            return new Decoded(decoder.decode(Files.readAllBytes(file), imageSize, imageSize, orientation), "");
        } catch (ImageRejectedException e) {
            return new Decoded(null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Decoded(null, e.toString());
        }
    }

    private static Decoded await(Future<Decoded> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("interrupted while reading pictures", e);
        } catch (ExecutionException e) {
            throw new DatasetException("cannot read pictures: " + e.getCause(), e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "photo-reader");
        thread.setDaemon(true);
        return thread;
    }
}
