package io.sightline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.evaluation.Evaluation;
import io.sightline.training.fit.FitSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fine-tuning is worth its time: with the default settings it tells things in photographs apart at least as
 * well as a head on frozen features. The sets are small, so that each picture is tested on once, in one of
 * five folds, and all is done with three seeds. That takes minutes for each set, so it must be asked for:
 * {@code -Dmeasure}, or {@code -Dmeasure=trashnet} for one of them.
 */
class FineTuningQualityIT {
    private static final int FOLDS = 5;
    private static final long[] SEEDS = {1, 2, 3};

    /** Nothing is said by fewer pictures than this share, right with one and wrong with the other. */
    private static final double NOISE = 0.01;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"trashnet", "hymenoptera", "flowers"})
    void isNotBelowFeatureExtraction(String photos) throws IOException {
        String asked = System.getProperty("measure", "");
        assumeTrue(asked.equals("true") || asked.equals(photos), "it takes minutes: only with -Dmeasure");
        PretrainedBackbone backbone = backbone();
        List<Path> folds = Folds.of(Shared.file("photos/" + photos), FOLDS, folder.resolve("data"));

        double[] extraction = new double[SEEDS.length];
        double[] tuning = new double[SEEDS.length];
        for (int i = 0; i < SEEDS.length; i++) {
            FitSettings head = FitSettings.defaults().with(20, 1e-3f, SEEDS[i]);
            extraction[i] = accuracy(folds, request(backbone, head, null));
            tuning[i] = accuracy(folds, request(backbone, head, FineTuning.defaults(backbone.kind(), head)));
            say(
                    "%s, seed %d: feature extraction %.2f %%, fine-tuning %.2f %%",
                    photos, SEEDS[i], 100 * extraction[i], 100 * tuning[i]);
        }

        say("%s: feature extraction %s, fine-tuning %s", photos, range(extraction), range(tuning));
        assertThat(mean(tuning)).isGreaterThan(mean(extraction) - NOISE);
    }

    private TrainingRequest request(PretrainedBackbone backbone, FitSettings head, @Nullable FineTuning fineTuning) {
        return new TrainingRequest(
                folder,
                folder.resolve("models"),
                "m",
                backbone,
                head,
                fineTuning,
                AugmentationSpec.NONE,
                true,
                false,
                0,
                false);
    }

    /** Of all folds together. */
    private static double accuracy(List<Path> folds, TrainingRequest request) throws IOException {
        double right = 0;
        int count = 0;
        for (Path fold : folds) {
            TrainingResult result = Training.run(on(fold, request), TrainingListener.none(), RunReport.none());
            FileUtils.deleteDirectory(result.bundle().folder().toFile());
            Evaluation test = result.outcome().test();
            right += test.accuracy() * test.count();
            count += test.count();
        }
        return right / count;
    }

    private static TrainingRequest on(Path data, TrainingRequest request) {
        return new TrainingRequest(
                data,
                request.out(), // where the features of earlier folds are found again
                request.name(),
                request.backbone(),
                request.head(),
                request.fineTuning(),
                request.augmentation(),
                request.orientation(),
                request.strict(),
                request.keepFeatures(),
                request.resume());
    }

    private static PretrainedBackbone backbone() {
        return new PretrainedBackbones(new OfficialWeights(), (done, total) -> {}, notice -> {})
                .file(Shared.file("weights/mobilenet_v2_1.0_224_no_top.h5"), Backbone.MOBILENET_V2, null, null);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static String range(double[] values) {
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f)",
                100 * mean(values),
                100 * Arrays.stream(values).min().orElseThrow(),
                100 * Arrays.stream(values).max().orElseThrow());
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
