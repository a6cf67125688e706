package io.sightline.demo.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.StarterWeights;
import io.sightline.dataset.ImageFolder;
import io.sightline.demo.pictures.PictureSource;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.model.Classifier;
import io.sightline.model.SavedModelClassifier;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
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
    void itsFeaturesSayMoreOfPhotographsThanThoseOfRandomWeights(String photos) {
        PretrainedBackbone starter = starter();
        Path data = Shared.file("photos/" + photos);

        double ofStarter = train(data, starter).outcome().test().accuracy();
        double ofRandom = train(data, random(starter)).outcome().test().accuracy();

        System.out.printf("%s: starter %.3f, random weights %.3f%n", photos, ofStarter, ofRandom);
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

    /** Random in the manner of He et al. (2015), so that the signal neither dies out nor explodes. */
    private static PretrainedBackbone random(PretrainedBackbone like) {
        return new PretrainedBackbone(
                like.kind(),
                like.alpha(),
                like.imageSize(),
                DeterministicWeights.network(like.network().architecture()),
                "random");
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
