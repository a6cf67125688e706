package io.sightline.learning.run;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.consumed;
import static io.sightline.learning.examples.TestExamples.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.config.Settings;
import io.sightline.image.ImageLimits;
import io.sightline.image.SmallJpegs;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.PictureStore;
import io.sightline.learning.run.Verdict.ClassRecall;
import io.sightline.model.Bundle;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.fit.FitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feedback on real photographs: a champion that tells cats from dogs is taught flowers, and is not led astray
 * by wrong labels. It takes some minutes: {@code -Dmeasure} asks for it.
 */
class FeedbackQualityIT {
    private static final int BASE = 500;

    @TempDir
    static Path shared;

    @SuppressWarnings("NullAway.Init") // trained once
    private static Bundle champion;

    @TempDir
    Path folder;

    private PictureStore pictures = new PictureStore(Path.of(""));
    private ExampleTable table = new ExampleTable(pictures);
    private long offset;

    @BeforeAll
    static void trainOnce() throws IOException {
        assumeTrue(System.getProperty("measure") != null, "a measurement of minutes: only with -Dmeasure");
        Path data = shared.resolve("base");
        for (String label : List.of("cat", "dog")) {
            for (Path photo : photos("cats-dogs/" + label).subList(0, BASE)) {
                FileUtils.copyFileToDirectory(
                        photo.toFile(), data.resolve(label).toFile());
            }
        }
        champion = Training.run(
                        new TrainingRequest(
                                data,
                                shared.resolve("pets"),
                                "pets",
                                new PretrainedBackbones(new OfficialWeights(), (done, total) -> {}, notice -> {})
                                        .file(
                                                Shared.file("weights/mobilenet_v2_1.0_224_no_top.h5"),
                                                Backbone.MOBILENET_V2,
                                                null,
                                                null),
                                FitSettings.defaults(),
                                null,
                                AugmentationSpec.NONE,
                                true,
                                false,
                                TrainingRequest.KEEP_FEATURES,
                                false),
                        TrainingListener.none(),
                        RunReport.none())
                .bundle();
    }

    @Test
    void flowersAreLearnedFromFeedbackAndCatsAndDogsAreKept() throws IOException {
        empty("flowers");
        for (String kind : List.of("daisy", "dandelion", "roses", "sunflowers", "tulips")) {
            for (Path photo : photos("flowers/" + kind)) {
                label("flower", photo);
            }
        }

        Verdict verdict = run("flowers");

        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
        List<ClassRecall> classes = verdict.classes();
        assertThat(classes.get(2).challenger()).isGreaterThanOrEqualTo(0.9);
        for (ClassRecall old : classes.subList(0, 2)) {
            assertThat(old.challenger()).isGreaterThan(old.champion() - 0.02);
        }
    }

    @Test
    void feedbackOfWhichTwoInFiveLabelsAreWrongIsRefused() throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            empty("noise-" + seed);
            Random random = new Random(seed);
            for (String label : List.of("cat", "dog")) {
                List<Path> photos = photos("cats-dogs/" + label);
                for (Path photo : photos.subList(BASE, photos.size())) {
                    boolean wrong = random.nextInt(5) < 2;
                    label(label.equals("cat") == wrong ? "dog" : "cat", photo);
                }
            }

            Verdict verdict = run("noise-" + seed);

            assertThat(verdict.promoted()).as(verdict.reason()).isFalse();
        }
    }

    private void empty(String name) {
        pictures = new PictureStore(folder.resolve(name).resolve("examples"));
        table = new ExampleTable(pictures);
    }

    private void label(String label, Path photo) throws IOException {
        try (SmallJpegs small = SmallJpegs.examples(ImageLimits.defaults(), 256)) {
            byte[] jpeg = small.jpeg(Files.readAllBytes(photo), true);
            table.accept(consumed(offset++, example(photo.toString(), label, jpeg, NOON), jpeg));
        }
    }

    private Verdict run(String name) {
        long started = System.nanoTime();
        Verdict verdict = new HeadRun(new Settings(Map.of()), folder.resolve("features"))
                .run(
                        champion,
                        table.set(),
                        pictures,
                        folder.resolve(name).resolve("out"),
                        name,
                        NOON,
                        RunControl.none())
                .verdict();
        System.out.printf(Locale.ROOT, "%s: %s, %.1f s%n", name, verdict, (System.nanoTime() - started) / 1e9);
        return verdict;
    }

    private static List<Path> photos(String kind) throws IOException {
        try (Stream<Path> files = Files.list(Shared.file("photos/" + kind))) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}
