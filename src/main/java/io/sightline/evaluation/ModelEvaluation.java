package io.sightline.evaluation;

import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Runs a model over a data set of known classes.
 *
 * @param evaluation the figures
 * @param scored what the model makes of each picture
 * @param unreadable pictures passed over
 */
public record ModelEvaluation(
        Evaluation evaluation, List<ScoredPhoto> scored, List<PhotoReader.Unreadable> unreadable) {
    private static final int BATCH = 16;
    private static final int NAMED = 10;

    public ModelEvaluation {
        scored = List.copyOf(scored);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Evaluates.
     *
     * @param photos of the data set, all or one split
     * @param progress is told how many pictures are done
     * @throws DatasetException if the data set has classes that the model does not know, or no
     *     readable picture
     */
    public static ModelEvaluation of(
            Classifier classifier, ImageFolder data, List<Photo> photos, IntConsumer progress) {
        ModelInfo model = classifier.info();
        for (String label : data.labels()) {
            if (!model.labels().contains(label)) {
                throw new DatasetException("the data set has a class " + label + " that model " + model.name()
                        + " does not know; it knows " + first(model.labels()));
            }
        }
        List<ScoredPhoto> scored = new ArrayList<>();
        List<Photo> known = photos.stream()
                .map(photo -> new Photo(
                        photo.file(),
                        model.labels().indexOf(data.labels().get(photo.label())),
                        photo.sha256(),
                        photo.split()))
                .toList();
        List<PhotoReader.Unreadable> unreadable = score(classifier, known, scored, progress);
        if (scored.isEmpty()) {
            throw new DatasetException("there is no readable picture to evaluate on");
        }
        return new ModelEvaluation(Evaluation.of(model.labels(), scored), scored, unreadable);
    }

    /**
     * What a model makes of pictures, in their order; those that cannot be read are left out.
     *
     * @param photos with labels that are handed on as they are
     * @param progress is told how many pictures are done
     */
    public static List<ScoredPhoto> scores(Classifier classifier, List<Photo> photos, IntConsumer progress) {
        List<ScoredPhoto> scored = new ArrayList<>();
        score(classifier, photos, scored, progress);
        return scored;
    }

    private static List<PhotoReader.Unreadable> score(
            Classifier classifier, List<Photo> photos, List<ScoredPhoto> scored, IntConsumer progress) {
        ModelInfo model = classifier.info();
        Map<Path, Integer> labels = new HashMap<>();
        photos.forEach(photo -> labels.put(photo.file(), photo.label()));
        try (PhotoReader reader = new PhotoReader(model.height(), model.orientation())) {
            return reader.read(photos.stream().map(Photo::file).toList(), BATCH, (first, files, pictures) -> {
                List<float[]> probabilities = classifier.classify(pictures);
                for (int i = 0; i < files.size(); i++) {
                    Path file = files.get(i);
                    scored.add(new ScoredPhoto(file, labels.getOrDefault(file, -1), probabilities.get(i)));
                }
                progress.accept(first + files.size());
            });
        }
    }

    private static String first(List<String> labels) {
        int more = labels.size() - NAMED;
        return more > 0
                ? String.join(", ", labels.subList(0, NAMED)) + " and " + more + " more"
                : String.join(", ", labels);
    }
}
