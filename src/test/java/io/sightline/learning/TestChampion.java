package io.sightline.learning;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.dataset.ColouredPictures;
import io.sightline.model.Bundle;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.fit.FitSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A small model that tells red from green, of which nothing but the bundle is left. */
final class TestChampion {
    private static final int SIZE = 32;

    private TestChampion() {}

    static Bundle train(Path folder, int keepFeatures) throws IOException {
        Path data = folder.resolve("base-data");
        ColouredPictures.write(data, "red", 60, 1);
        ColouredPictures.write(data, "green", 60, 2);
        Bundle bundle = Training.run(
                        new TrainingRequest(
                                data,
                                folder.resolve("colours"),
                                "colours",
                                new PretrainedBackbone(
                                        Backbone.MOBILENET_V2,
                                        0.35,
                                        SIZE,
                                        DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, SIZE)),
                                        "formula"),
                                FitSettings.defaults().with(20, 1e-3f, 1),
                                null,
                                AugmentationSpec.NONE,
                                true,
                                false,
                                keepFeatures,
                                false),
                        TrainingListener.none(),
                        RunReport.none())
                .bundle();
        FileUtils.deleteDirectory(data.toFile());
        return bundle;
    }
}
