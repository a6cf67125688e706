package io.sightline.training.activations;

import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.image.Pixels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Activations computed anew for each epoch: for pictures that are augmented, so that they never look
 * the same twice, or that take more room than there is.
 */
public final class ComputedActivations implements Activations {
    private final PhotoReader reader;
    private final FrozenNetwork base;
    private final @Nullable Augmentation augmentation;
    private final int values;

    /**
     * Computes with what is given; all of it is closed by its owner.
     *
     * @param reader decodes to the base's picture size
     * @param base the frozen part
     * @param augmentation what is done to each picture first, or null
     * @param values that the base gives for a picture
     */
    public ComputedActivations(
            PhotoReader reader, FrozenNetwork base, @Nullable Augmentation augmentation, int values) {
        this.reader = reader;
        this.base = base;
        this.augmentation = augmentation;
        this.values = values;
    }

    /** Changes pictures at random. */
    @FunctionalInterface
    public interface Augmentation {
        /** The pictures as the epoch sees them; the same for the same picture and epoch. */
        List<Pixels> apply(List<Pixels> pictures, long epoch, List<String> sha256);
    }

    @Override
    public int values() {
        return values;
    }

    @Override
    public void forEachBatch(List<Photo> photos, int epoch, int batchSize, Sink sink) {
        reader.read(photos.stream().map(Photo::file).toList(), batchSize, (first, files, pictures) -> {
            List<Photo> batch = photos.subList(first, first + pictures.size());
            for (int i = 0; i < batch.size(); i++) {
                if (!files.get(i).equals(batch.get(i).file())) {
                    throw new DatasetException(batch.get(i).file()
                            + " cannot be read any more; the data must stay while a model is trained");
                }
            }
            List<Pixels> seen = augmentation == null
                    ? pictures
                    : augmentation.apply(
                            pictures, epoch, batch.stream().map(Photo::sha256).toList());
            sink.accept(batch, concatenated(base.outputs(seen)));
        });
    }

    private float[] concatenated(float[][] outputs) {
        float[] rows = new float[outputs.length * values];
        for (int i = 0; i < outputs.length; i++) {
            System.arraycopy(outputs[i], 0, rows, i * values, values);
        }
        return rows;
    }
}
