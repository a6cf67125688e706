package io.sightline.learning.run;

import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.model.Bundle;
import io.sightline.model.FeatureExtractor;
import io.sightline.training.activations.ActivationStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes what a backbone makes of examples that no earlier run has seen. */
final class ExampleFeatures {
    /**
     * TensorFlow does not promise that a picture's sums are the same, to the last bit, whatever stands beside
     * it in the batch; alone they are, so that a run can be repeated to the last bit.
     */
    private static final int BATCH = 1;

    private final Bundle bundle;
    private final int threads;

    ExampleFeatures(Bundle bundle, int threads) {
        this.bundle = bundle;
        this.threads = threads;
    }

    /**
     * Adds what is missing to the store.
     *
     * @return the pictures that cannot be read
     */
    List<Photo> addTo(ActivationStore store, List<Photo> photos, RunControl control) {
        Map<Path, Photo> missing = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Photo photo : photos) {
            if (!store.contains(photo.sha256())) {
                missing.put(photo.file(), photo);
                files.add(photo.file());
            }
        }
        int before = photos.size() - files.size();
        control.progress(RunControl.Phase.FEATURES, before, photos.size());
        if (files.isEmpty()) {
            return List.of();
        }
        try (FeatureExtractor backbone = FeatureExtractor.load(bundle, threads);
                PhotoReader reader = new PhotoReader(
                        bundle.manifest().imageSize(), bundle.manifest().orientation(), threads)) {
            List<PhotoReader.Unreadable> unreadable = reader.read(files, BATCH, (first, batch, pictures) -> {
                control.check();
                float[][] features = backbone.features(pictures);
                for (int i = 0; i < features.length; i++) {
                    Photo photo = missing.get(batch.get(i));
                    if (photo != null) {
                        store.put(photo.sha256(), features[i]);
                    }
                }
                control.progress(RunControl.Phase.FEATURES, before + first + features.length, photos.size());
            });
            Set<Path> lost = new HashSet<>();
            unreadable.forEach(picture -> lost.add(picture.file()));
            return photos.stream().filter(photo -> lost.contains(photo.file())).toList();
        }
    }
}
