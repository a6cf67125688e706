package io.sightline.demo.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.StarterWeights;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The starter backbone has only seen rendered pictures; what it learned there is of use on photographs too. */
class StarterQualityIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cats-dogs", "flowers", "trashnet"})
    void itsFeaturesSayMoreOfPhotographsThanThoseOfRandomWeights(String photos) {
        PretrainedBackbone starter = StarterWeights.load(StarterWeights.imageSize());
        // random in the manner of He et al. (2015), so that the signal neither dies out nor explodes
        PretrainedBackbone random = new PretrainedBackbone(
                starter.kind(),
                starter.alpha(),
                starter.imageSize(),
                DeterministicWeights.network(starter.network().architecture()),
                "random");

        double ofStarter = accuracy(photos, starter);
        double ofRandom = accuracy(photos, random);

        System.out.printf("%s: starter %.3f, random weights %.3f%n", photos, ofStarter, ofRandom);
        assertThat(ofStarter).isGreaterThan(ofRandom);
    }

    private double accuracy(String photos, PretrainedBackbone backbone) {
        TrainingRequest request =
                TrainingRequest.of(Shared.file("photos/" + photos), folder.resolve(backbone.origin()), backbone);
        return Training.run(request, TrainingListener.none(), RunReport.none())
                .outcome()
                .test()
                .accuracy();
    }
}
