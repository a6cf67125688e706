package io.sightline.demo.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.cnn.weights.StarterWeights;
import io.sightline.dataset.ImageFolder;
import io.sightline.demo.pictures.PictureSource;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.model.Classifier;
import io.sightline.model.SavedModelClassifier;
import io.sightline.training.Folds;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The starter backbone has only seen rendered pictures of some materials and flaws; what it learned there is
 * of use on those of other materials and flaws, and on photographs.
 */
class StarterQualityIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cats-dogs", "flowers", "trashnet"})
    void itsFeaturesSayMoreOfPhotographsThanThoseOfRandomWeights(String photos) throws IOException {
        PretrainedBackbone starter = starter();
        List<Path> folds = Folds.of(Shared.file("photos/" + photos), 5, folder.resolve("data"));

        double ofStarter = crossValidated(folds, starter);
        double ofRandom = crossValidated(folds, random(starter));

        double ofImageNet = crossValidated(folds, imageNet());
        System.out.printf(
                "%s: starter %.3f, random weights %.3f, ImageNet's %.3f%n", photos, ofStarter, ofRandom, ofImageNet);
        assertThat(ofStarter).isGreaterThan(ofRandom);
    }

    @Test
    void itTellsFlawsOnTheDemosLineThatItHasNeverSeen() throws IOException {
        Path shown = folder.resolve("shown");
        Path line = folder.resolve("line");
        PictureSource.inspectionLine(11).write(shown, 800, written -> {});
        PictureSource.inspectionLine(12).write(line, 600, written -> {});
        PretrainedBackbone starter = starter();

        double ofStarter = accuracy(train(shown, starter), line);
        double ofRandom = accuracy(train(shown, random(starter)), line);

        System.out.printf("the demo's line: starter %.3f, random weights %.3f%n", ofStarter, ofRandom);
        assertThat(ofStarter).isGreaterThan(0.8).isGreaterThan(ofRandom);
    }

    private static PretrainedBackbone starter() {
        return StarterWeights.load(StarterWeights.imageSize());
    }

    /** Keras' weights for the same width and picture size, to compare with. */
    private static PretrainedBackbone imageNet() {
        return new PretrainedBackbones(new OfficialWeights(), (done, total) -> {}, notice -> {})
                .file(
                        Shared.file("weights/mobilenet_v2_0.35_224_no_top.h5"),
                        Backbone.MOBILENET_V2,
                        null,
                        StarterWeights.imageSize());
    }

    /** Random in the manner of He et al. (2015), so that the signal neither dies out nor explodes. */
    private static PretrainedBackbone random(PretrainedBackbone like) {
        return new PretrainedBackbone(
                like.kind(),
                like.alpha(),
                like.imageSize(),
                DeterministicWeights.network(like.network().architecture()),
                "random");
    }

    /** Of all folds together: each picture is tested on once. */
    private double crossValidated(List<Path> folds, PretrainedBackbone backbone) {
        double right = 0;
        int count = 0;
        for (Path fold : folds) {
            Evaluation test = train(fold, backbone).outcome().test();
            right += test.accuracy() * test.count();
            count += test.count();
        }
        return right / count;
    }

    private TrainingResult train(Path data, PretrainedBackbone backbone) {
        TrainingRequest request = TrainingRequest.of(data, folder.resolve(backbone.origin()), backbone);
        return Training.run(request, TrainingListener.none(), RunReport.none());
    }

    private static double accuracy(TrainingResult trained, Path pictures) {
        ImageFolder data = ImageFolder.scan(pictures);
        try (Classifier classifier = SavedModelClassifier.load(trained.bundle())) {
            return ModelEvaluation.of(classifier, data, data.photos(), done -> {})
                    .evaluation()
                    .accuracy();
        }
    }
}
