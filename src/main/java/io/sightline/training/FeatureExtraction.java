package io.sightline.training;

import io.sightline.cnn.FrozenNetwork;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Split;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Bundle;
import io.sightline.model.BundleWriter;
import io.sightline.model.Manifest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transfer learning by feature extraction: the frozen backbone, in inference mode, turns every picture
 * into features once, and a head is trained on those.
 */
public final class FeatureExtraction {
    /** The strategy's name on the command line and in manifests. */
    public static final String NAME = "feature-extraction";

    private static final int BATCH = 16;

    private final TrainingRequest request;
    private final TrainingListener listener;

    private FeatureExtraction(TrainingRequest request, TrainingListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /**
     * Trains a model and writes it.
     *
     * @throws DatasetException if the data set is not fit for training
     * @throws io.sightline.model.ModelException if the model cannot be written
     */
    public static TrainingResult train(TrainingRequest request, TrainingListener listener) {
        return new FeatureExtraction(request, listener).run();
    }

    private TrainingResult run() {
        ImageFolder data = ImageFolder.scan(request.data());
        List<PhotoReader.Unreadable> unreadable = new ArrayList<>();
        Map<Path, float[]> features = extract(data.photos(), unreadable);
        Features train = features(data, Split.TRAIN, features);
        Features validation = features(data, Split.VALIDATION, features);
        requireEveryClass(data.labels(), train);

        HeadTraining.Result trained = new HeadTraining(
                        request.head(), data.labels().size())
                .train(
                        train,
                        validation,
                        epoch -> listener.epochDone(epoch, request.head().epochs()));
        Evaluation onValidation = evaluate(data, trained, Split.VALIDATION, features);
        Evaluation onTest = evaluate(data, trained, Split.TEST, features);
        Bundle bundle = new BundleWriter(request.out())
                .write(
                        request.backbone().network(),
                        trained.head(),
                        manifest(data, train.size(), trained, onValidation, onTest));
        return new TrainingResult(bundle, onValidation, onTest, trained.bestEpoch(), trained.history(), unreadable);
    }

    private Map<Path, float[]> extract(List<Photo> photos, List<PhotoReader.Unreadable> unreadable) {
        Map<Path, float[]> features = new HashMap<>();
        try (FrozenNetwork frozen = new FrozenNetwork(request.backbone().network());
                PhotoReader reader = new PhotoReader(request.backbone().imageSize(), request.orientation())) {
            unreadable.addAll(reader.read(
                    photos.stream().map(Photo::file).toList(), BATCH, (first, files, pictures) -> {
                        float[][] outputs = frozen.outputs(pictures);
                        for (int i = 0; i < outputs.length; i++) {
                            features.put(files.get(i), outputs[i]);
                        }
                        listener.photosSeen(first + outputs.length, photos.size());
                    }));
        }
        unreadable.forEach(listener::unreadable);
        if (request.strict() && !unreadable.isEmpty()) {
            throw new DatasetException(unreadable.size() + " pictures cannot be read, the first "
                    + unreadable.get(0).file() + ": " + unreadable.get(0).reason()
                    + "; repair or remove them, or train without --strict");
        }
        return features;
    }

    private static Features features(ImageFolder data, Split split, Map<Path, float[]> features) {
        List<float[]> values = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Photo photo : data.photos(split)) {
            float[] found = features.get(photo.file());
            if (found != null) {
                values.add(found);
                labels.add(photo.label());
            }
        }
        return new Features(values, labels);
    }

    private void requireEveryClass(List<String> labels, Features train) {
        Set<Integer> seen = new HashSet<>(train.labels());
        for (int label = 0; label < labels.size(); label++) {
            if (!seen.contains(label)) {
                throw new DatasetException("class " + labels.get(label) + " in " + request.data()
                        + " has no readable picture to train on; add more (a tenth each is kept for validation and"
                        + " for testing)");
            }
        }
    }

    private static Evaluation evaluate(
            ImageFolder data, HeadTraining.Result trained, Split split, Map<Path, float[]> features) {
        List<ScoredPhoto> scored = new ArrayList<>();
        for (Photo photo : data.photos(split)) {
            float[] found = features.get(photo.file());
            if (found != null) {
                scored.add(new ScoredPhoto(
                        photo.file(), photo.label(), trained.head().probabilities(found)));
            }
        }
        return Evaluation.of(data.labels(), scored);
    }

    private Manifest manifest(
            ImageFolder data, int trained, HeadTraining.Result result, Evaluation validation, Evaluation test) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (validation.count() > 0) {
            metrics.put("validation.accuracy", validation.accuracy());
        }
        if (test.count() > 0) {
            metrics.put("test.accuracy", test.accuracy());
        }
        HeadSettings head = request.head();
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("strategy", NAME);
        training.put("epochs", head.epochs());
        training.put("bestEpoch", result.bestEpoch());
        training.put("batchSize", head.batchSize());
        training.put("learningRate", head.learningRate());
        training.put("dropout", head.dropout());
        training.put("seed", head.seed());
        training.put("balanceClasses", head.balanceClasses());
        training.put("trainCount", trained);
        training.put("validationCount", validation.count());
        training.put("testCount", test.count());
        return new Manifest(
                request.name(),
                0,
                request.backbone().kind().id(),
                request.backbone().alpha(),
                request.backbone().imageSize(),
                data.labels(),
                request.orientation(),
                metrics,
                null,
                training,
                data.hash(),
                request.backbone().origin(),
                null,
                Clock.systemUTC().instant(),
                "");
    }
}
