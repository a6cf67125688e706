package io.sightline.training;

import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.training.activations.ActivationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The readable pictures of a data set, by what they are for.
 *
 * @param labels the classes
 * @param all every readable picture
 */
record TrainingPictures(List<String> labels, List<Photo> all) {
    private static final int NAMED = 5;

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

    /** What cannot be said of the model, or not chosen by, as classes have no pictures for it; in sentences. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        gap(Split.VALIDATION, "the epoch is chosen without them", gaps);
        gap(Split.TEST, "nothing will say how good the model is on them", gaps);
        return gaps;
    }

    private void gap(Split split, String consequence, List<String> gaps) {
        List<Photo> there = of(split);
        List<String> missing = new ArrayList<>(labels);
        there.forEach(photo -> missing.remove(labels.get(photo.label())));
        if (there.isEmpty() || missing.isEmpty()) {
            return; // without any pictures there is more to say, when the training is over
        }
        int more = missing.size() - NAMED;
        gaps.add("no " + split.name().toLowerCase(Locale.ROOT) + " pictures of "
                + (missing.size() == 1 ? "class " : missing.size() + " classes: ")
                + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                + (more > 0 ? " and " + more + " more" : "") + "; " + consequence + ". Add pictures"
                + (missing.size() == 1 ? " of it" : " of them"));
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
