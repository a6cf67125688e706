package io.sightline.training.fit;

import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.training.activations.Activations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labelled points in memory, instead of what a backbone makes of pictures. */
final class Points implements Activations {
    private final List<Photo> photos = new ArrayList<>();
    private final Map<Path, float[]> values = new HashMap<>();
    private final int size;

    Points(int size) {
        this.size = size;
    }

    void add(float[] point, int label) {
        Path file = Path.of("point-" + photos.size());
        photos.add(new Photo(file, label, "", Split.TRAIN));
        values.put(file, point);
    }

    Labelled labelled() {
        return new Labelled(photos, this);
    }

    List<Photo> photos() {
        return photos;
    }

    @Override
    public int values() {
        return size;
    }

    @Override
    public void forEachBatch(List<Photo> wanted, int epoch, int batchSize, Sink sink) {
        for (int from = 0; from < wanted.size(); from += batchSize) {
            List<Photo> batch = wanted.subList(from, Math.min(wanted.size(), from + batchSize));
            float[] rows = new float[batch.size() * size];
            for (int i = 0; i < batch.size(); i++) {
                System.arraycopy(values.get(batch.get(i).file()), 0, rows, i * size, size);
            }
            sink.accept(batch, rows);
        }
    }
}
