package io.sightline.training.base;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.event.Json;
import io.sightline.model.Bundle;
import io.sightline.model.ModelException;
import io.sightline.model.SafeTensors;
import io.sightline.model.SafeTensors.Tensor;
import io.sightline.training.activations.Activations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The features of the pictures that a model was trained on, kept in its bundle: a later head is trained on
 * them too, so that old classes are not forgotten, with no picture at hand.
 *
 * <p>The file is safetensors: {@code features} F32 [n, features], {@code labels} I32 [n], {@code splits} U8
 * [n] (0 training, 1 validation, 2 test), {@code sha256} U8 [n, 32] of the pictures' files, and the class
 * names as a JSON array, {@code labels}, in the metadata.
 *
 * @param labels the classes
 * @param photos the pictures; their files are named by their hash and need not exist
 * @param values features of each picture
 * @param rows the features of all pictures, one picture after the other
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record BaseFeatures(List<String> labels, List<Photo> photos, int values, float[] rows) {
    /** Name of the file in a bundle's folder. */
    public static final String FILE = "features.safetensors";

    private static final int HASH_BYTES = 32;
    private static final int BATCH = 256;

    public BaseFeatures {
        labels = List.copyOf(labels);
        photos = List.copyOf(photos);
        if (rows.length != (long) values * photos.size()) {
            throw new IllegalArgumentException(
                    rows.length + " features are not " + values + " for each of " + photos.size() + " pictures");
        }
    }

    /**
     * Collects the features of some pictures.
     *
     * @param labels the classes
     * @param photos which; the order of the file
     * @param features has those of each of them
     */
    public static BaseFeatures of(List<String> labels, List<Photo> photos, Activations features) {
        float[] all = new float[Math.multiplyExact(photos.size(), features.values())];
        List<Photo> seen = new ArrayList<>(photos.size());
        features.forEachBatch(photos, 1, BATCH, (batch, rows) -> {
            System.arraycopy(rows, 0, all, seen.size() * features.values(), rows.length);
            seen.addAll(batch);
        });
        return new BaseFeatures(labels, photos, features.values(), all);
    }

    /**
     * What a bundle has of its data.
     *
     * @return absent if it was told to keep nothing, or was not trained here
     * @throws ModelException if the file is damaged
     */
    public static Optional<BaseFeatures> of(Bundle bundle) {
        Path file = bundle.folder().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(SafeTensors.read(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(
                    file + " is damaged (" + e.getMessage() + "); copy the bundle again or train it anew", e);
        }
    }

    /** Writes them into a bundle's folder. */
    public void write(Path folder) throws IOException {
        int count = photos.size();
        int[] classes = new int[count];
        byte[] splits = new byte[count];
        byte[] hashes = new byte[count * HASH_BYTES];
        for (int i = 0; i < count; i++) {
            Photo photo = photos.get(i);
            classes[i] = photo.label();
            splits[i] = (byte) photo.split().ordinal();
            System.arraycopy(HexFormat.of().parseHex(photo.sha256()), 0, hashes, i * HASH_BYTES, HASH_BYTES);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("features", new Tensor.F32(List.of(count, values), rows));
        tensors.put("labels", new Tensor.I32(List.of(count), classes));
        tensors.put("splits", new Tensor.U8(List.of(count), splits));
        tensors.put("sha256", new Tensor.U8(List.of(count, HASH_BYTES), hashes));
        new SafeTensors(Map.of("labels", Json.mapper().writeValueAsString(labels)), tensors)
                .write(folder.resolve(FILE));
    }

    private static BaseFeatures of(SafeTensors file) throws IOException {
        String labels = file.metadata().get("labels");
        if (labels != null
                && file.tensors().get("features") instanceof Tensor.F32 features
                && file.tensors().get("labels") instanceof Tensor.I32 classes
                && file.tensors().get("splits") instanceof Tensor.U8 splits
                && file.tensors().get("sha256") instanceof Tensor.U8 hashes
                && features.shape().size() == 2) {
            List<String> names = Json.mapper().readValue(labels, new TypeReference<List<String>>() {});
            List<Photo> photos = new ArrayList<>();
            for (int i = 0; i < features.shape().get(0); i++) {
                byte[] hash = Arrays.copyOfRange(hashes.values(), i * HASH_BYTES, (i + 1) * HASH_BYTES);
                String sha256 = HexFormat.of().formatHex(hash);
                photos.add(new Photo(Path.of(sha256), classes.values()[i], sha256, Split.values()[splits.values()[i]]));
            }
            return new BaseFeatures(names, photos, features.shape().get(1), features.values());
        }
        throw new IOException("it lacks features, labels, splits or sha256");
    }
}
