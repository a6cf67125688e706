package io.sightline.learning.run;

import io.sightline.dataset.Photo;
import io.sightline.learning.examples.LearningException;
import io.sightline.training.activations.ActivationStore;
import io.sightline.training.activations.Activations;
import io.sightline.training.base.BaseFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The features of a run's pictures: of examples from the store, of base data from the champion's bundle. */
final class RunActivations implements Activations {
    private final ActivationStore examples;
    private final @Nullable BaseFeatures base;
    private final Map<String, Integer> rows = new HashMap<>();

    /**
     * Reads from both; the store is closed by its owner.
     *
     * @param data says which picture's features are from where
     * @throws LearningException if their features are not the same
     */
    RunActivations(LearningData data, ActivationStore examples, @Nullable BaseFeatures base) {
        this.examples = examples;
        this.base = base;
        if (base == null) {
            return;
        }
        if (base.values() != examples.values()) {
            throw new LearningException("the champion's bundle keeps " + base.values()
                    + " features of each picture, but its backbone gives " + examples.values()
                    + "; train it again");
        }
        Set<String> wanted = data.base().stream().map(Photo::sha256).collect(Collectors.toSet());
        for (int row = 0; row < base.photos().size(); row++) {
            String sha256 = base.photos().get(row).sha256();
            if (wanted.contains(sha256)) {
                rows.put(sha256, row);
            }
        }
    }

    @Override
    public int values() {
        return examples.values();
    }

    @Override
    public void forEachBatch(List<Photo> photos, int epoch, int batchSize, Sink sink) {
        int values = values();
        for (int from = 0; from < photos.size(); from += batchSize) {
            List<Photo> batch = photos.subList(from, Math.min(photos.size(), from + batchSize));
            float[] all = new float[batch.size() * values];
            for (int i = 0; i < batch.size(); i++) {
                read(batch.get(i).sha256(), all, i * values);
            }
            sink.accept(batch, all);
        }
    }

    private void read(String sha256, float[] into, int offset) {
        Integer row = rows.get(sha256);
        if (base == null || row == null) {
            examples.read(sha256, into, offset);
        } else {
            System.arraycopy(base.rows(), row * values(), into, offset, values());
        }
    }
}
