package io.sightline.training.activations;

import io.sightline.cnn.Network;
import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.training.activations.ComputedActivations.Augmentation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The activations that the frozen part of a network gives for a data set's pictures. They are computed
 * once and kept in a file; only what does not fit on the disk, and training pictures that are augmented,
 * are computed anew for each epoch.
 *
 * <p>Threading notes: for the thread that trains.
 */
public final class ActivationSource implements AutoCloseable {
    /** Pictures in a batch of the frozen part. */
    private static final int BATCH = 16;

    /** Share of the free disk space that a store may take. */
    private static final double DISK_SHARE = 0.8;

    private final Network base;
    private final int values;
    private final PhotoReader reader;
    private final @Nullable Augmentation augmentation;
    private final Path file;
    private @Nullable FrozenNetwork frozen;
    private @Nullable ActivationStore store;

    /**
     * Prepares; nothing is computed yet.
     *
     * @param base the frozen part
     * @param reader decodes to the base's picture size; closed by its owner
     * @param augmentation for training pictures, or null for none
     * @param file where activations are kept
     */
    public ActivationSource(Network base, PhotoReader reader, @Nullable Augmentation augmentation, Path file) {
        this.base = base;
        this.values = base.architecture().outputValues();
        this.reader = reader;
        this.augmentation = augmentation;
        this.file = file;
    }

    /** Is told how it goes on. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all pictures are done; may throw to stop here, what is done stays. */
        void at(int done, int total);
    }

    /** Whether the activations of so many pictures fit on the disk. */
    public boolean fits(int pictures) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            long present = Files.exists(file) ? Files.size(file) : 0;
            long needed = (long) pictures * ActivationStore.rowBytes(values) - present;
            return needed <= DISK_SHARE * Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell how much room there is for " + file, e);
        }
    }

    /**
     * Computes and keeps what is not there yet.
     *
     * @return the pictures that could not be read
     */
    public List<PhotoReader.Unreadable> keep(List<Photo> photos, Progress progress) {
        ActivationStore kept = store();
        Map<Path, String> missing = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Photo photo : photos) {
            if (!kept.contains(photo.sha256())) {
                missing.put(photo.file(), photo.sha256());
                files.add(photo.file());
            }
        }
        int before = photos.size() - files.size();
        progress.at(before, photos.size());
        if (files.isEmpty()) {
            return List.of();
        }
        FrozenNetwork network = frozen();
        return reader.read(files, BATCH, (first, batch, pictures) -> {
            float[][] outputs = network.outputs(pictures);
            for (int i = 0; i < outputs.length; i++) {
                kept.put(missing.getOrDefault(batch.get(i), ""), outputs[i]);
            }
            progress.at(before + first + outputs.length, photos.size());
        });
    }

    /** Whether the activations of a picture are kept. */
    public boolean has(Photo photo) {
        return store().contains(photo.sha256());
    }

    /** Activations of pictures as they are: those that are kept, or computed where nothing is. */
    public Activations plain() {
        return store == null ? new ComputedActivations(reader, frozen(), null, values) : new StoredActivations(store);
    }

    /** Activations of pictures as training sees them. */
    public Activations augmented() {
        return augmentation == null ? plain() : new ComputedActivations(reader, frozen(), augmentation, values);
    }

    /** Deletes what is kept. */
    public void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    @Override
    public void close() {
        if (frozen != null) {
            frozen.close();
            frozen = null;
        }
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private ActivationStore store() {
        if (store == null) {
            store = new ActivationStore(file, values);
        }
        return store;
    }

    private FrozenNetwork frozen() {
        if (frozen == null) {
            frozen = new FrozenNetwork(base);
        }
        return frozen;
    }
}
