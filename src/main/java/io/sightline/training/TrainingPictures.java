package io.sightline.training;

import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.training.activations.ActivationSource;
import java.nio.file.Path;
import java.util.List;

/**
 * The readable pictures of a data set, by what they are for.
 *
 * @param labels the classes
 * @param all every readable picture
 */
record TrainingPictures(List<String> labels, List<Photo> all) {

    /**
     * Those whose features are there.
     *
     * @throws DatasetException if a class has none to train on
     */
    static TrainingPictures readable(ImageFolder data, ActivationSource features, Path folder) {
        List<Photo> readable = data.photos().stream().filter(features::has).toList();
        TrainingPictures pictures = new TrainingPictures(data.labels(), readable);
        boolean[] seen = new boolean[data.labels().size()];
        pictures.train().forEach(photo -> seen[photo.label()] = true);
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                throw new DatasetException("class " + data.labels().get(label) + " in " + folder
                        + " has no readable picture to train on; add more (a tenth each is kept for validation and"
                        + " for testing)");
            }
        }
        return pictures;
    }

    List<Photo> train() {
        return of(Split.TRAIN);
    }

    List<Photo> validation() {
        return of(Split.VALIDATION);
    }

    List<Photo> test() {
        return of(Split.TEST);
    }

    /** All that are not trained on. */
    List<Photo> held() {
        return all.stream().filter(photo -> photo.split() != Split.TRAIN).toList();
    }

    private List<Photo> of(Split split) {
        return all.stream().filter(photo -> photo.split() == split).toList();
    }
}
