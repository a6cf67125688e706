package io.sightline.training;

import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A data set dealt into folds for cross-validation: each picture is tested on once. Pictures of a class
 * are dealt in the order of their contents' hashes, so that all folds have about the same number of each
 * class, copies stay together, and it is always the same deal.
 */
public final class Folds {
    private Folds() {}

    /**
     * Makes a data set for each fold, with folders for training, validation and test of copies: the fold itself is
     * for test, the next one for validation.
     *
     * @param photos a folder for each class
     * @param into gets a folder for each fold
     */
    public static List<Path> of(Path photos, int folds, Path into) throws IOException {
        ImageFolder data = ImageFolder.scan(photos.toRealPath());
        List<Path> roots = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            roots.add(into.resolve("fold-" + fold));
        }
        for (int label = 0; label < data.labels().size(); label++) {
            TreeMap<String, Photo> distinct = new TreeMap<>();
            for (Photo photo : data.photos()) {
                if (photo.label() == label) {
                    distinct.put(photo.sha256(), photo);
                }
            }
            int place = 0;
            for (Photo photo : distinct.values()) {
                for (int fold = 0; fold < folds; fold++) {
                    int apart = Math.floorMod(place - fold, folds);
                    String part = apart == 0 ? "test" : apart == 1 ? "validation" : "train";
                    Path folder = Files.createDirectories(
                            roots.get(fold).resolve(part).resolve(data.labels().get(label)));
                    String name = photo.file().getFileName().toString();
                    Files.copy(photo.file(), folder.resolve(place + "-" + name));
                }
                place++;
            }
        }
        return roots;
    }
}
