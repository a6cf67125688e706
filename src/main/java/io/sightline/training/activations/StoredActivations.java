package io.sightline.training.activations;

import io.sightline.dataset.Photo;
import java.util.List;

/** Activations that are in a store: an epoch over them takes as long as reading them. */
public final class StoredActivations implements Activations {
    private final ActivationStore store;

    /**
     * Reads from a store.
     *
     * @param store holds every picture that will be asked for; closed by its owner
     */
    public StoredActivations(ActivationStore store) {
        this.store = store;
    }

    @Override
    public int values() {
        return store.values();
    }

    @Override
    public void forEachBatch(List<Photo> photos, int epoch, int batchSize, Sink sink) {
        for (int from = 0; from < photos.size(); from += batchSize) {
            List<Photo> batch = photos.subList(from, Math.min(photos.size(), from + batchSize));
            float[] rows = new float[batch.size() * store.values()];
            for (int i = 0; i < batch.size(); i++) {
                store.read(batch.get(i).sha256(), rows, i * store.values());
            }
            sink.accept(batch, rows);
        }
    }
}
