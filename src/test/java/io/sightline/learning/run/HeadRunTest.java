package io.sightline.learning.run;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.consumed;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import io.sightline.dataset.ClassCount;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.LearningException;
import io.sightline.learning.examples.PictureStore;
import io.sightline.learning.run.Verdict.ClassRecall;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.SavedModelClassifier;
import io.sightline.training.base.BaseFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback becomes a model, if it makes a better one. */
class HeadRunTest {
    @TempDir
    static Path shared;

    @SuppressWarnings("NullAway.Init") // trained once
    private static Bundle champion;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainOnce() throws IOException {
        champion = TestChampion.train(shared, 1000);
    }

    @Test
    void aClassTaughtByFeedbackAloneIsLearnedAndTheOldOnesAreKept() throws IOException {
        Labels labels = new Labels("learns");
        labels.addAll("blue", 'b', 80);

        Challenger challenger = labels.run("run-1");

        Verdict verdict = challenger.verdict();
        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
        assertThat(challenger.bundle().manifest().labels()).containsExactly("green", "red", "blue");
        ClassRecall blue = verdict.classes().get(2);
        assertThat(blue.champion()).isZero();
        assertThat(blue.challenger()).isGreaterThanOrEqualTo(0.9);
        assertThat(verdict.classes().get(0).challenger())
                .isEqualTo(verdict.classes().get(0).champion());
        assertThat(challenger.bundle().manifest().training())
                .containsEntry("baseCount", 120)
                .containsEntry("exampleCount", 80)
                .containsEntry("run", "run-1");
        assertThat(challenger.counts().get(1)).isEqualTo(base("red"));
        assertThat(BaseFeatures.of(challenger.bundle()).orElseThrow().photos())
                .as("the next run remembers the base data too")
                .hasSize(120);
        try (Classifier classifier = SavedModelClassifier.load(
                        Bundle.read(challenger.bundle().folder()));
                ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            for (char colour : new char[] {'g', 'r', 'b'}) {
                float[] probabilities = classifier
                        .classify(List.of(decoder.decode(jpeg(colour, 9999), 32, 32, true)))
                        .get(0);
                assertThat(probabilities["grb".indexOf(colour)])
                        .as("of " + colour)
                        .isGreaterThan(0.5f);
            }
        }
    }

    @Test
    void aNewLabelOfFewPicturesIsNoClassYet() throws IOException {
        Labels labels = new Labels("few");
        labels.addAll("blue", 'b', 49);
        labels.addAll("red", 'r', 20);

        Challenger challenger = labels.run("run-1");

        assertThat(challenger.bundle().manifest().labels()).containsExactly("green", "red");
        assertThat(challenger.leftOut()).isEqualTo(Map.of("blue", 49));
        assertThat(challenger.verdict().promoted()).isFalse();
    }

    @Test
    void feedbackOfWhichTwoInFiveLabelsAreWrongIsRefused() throws IOException {
        Labels labels = new Labels("noise");
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            boolean red = i % 2 == 0;
            boolean wrong = random.nextInt(5) < 2;
            labels.add(red != wrong ? "red" : "green", red ? 'r' : 'g', i);
        }

        Verdict verdict = labels.run("run-1").verdict();

        assertThat(verdict.promoted()).as(verdict.reason()).isFalse();
        assertThat(verdict.reason()).isNotEmpty();
    }

    @Test
    void aRunOnTheSameExamplesGivesTheSameModelToTheLastBit() throws IOException {
        Labels first = new Labels("first");
        first.addAll("blue", 'b', 60);
        first.addAll("red", 'r', 10);
        Challenger once = first.run("run-1");

        // another machine, which had seen some of them in an earlier run, in another order
        Labels second = new Labels("second");
        second.addAll("red", 'r', 10);
        second.run("earlier");
        second.addAll("blue", 'b', 60);
        Challenger again = second.run("run-1");

        assertThat(again.bundle().manifest().savedModelSha256())
                .isEqualTo(once.bundle().manifest().savedModelSha256());
        for (String file : List.of("model.json", BaseFeatures.FILE)) {
            assertThat(again.bundle().folder().resolve(file))
                    .hasSameBinaryContentAs(once.bundle().folder().resolve(file));
        }
    }

    @Test
    void aModelThatRemembersNothingCannotLearnMoreWithoutForgetting() throws IOException {
        Bundle forgetful = TestChampion.train(folder.resolve("forgetful"), 0);
        Labels labels = new Labels("forgetful-run");
        labels.addAll("blue", 'b', 60);

        assertThatThrownBy(() -> labels.run(forgetful, "run-1", RunControl.none()))
                .isInstanceOf(LearningException.class)
                .hasMessageContaining("green")
                .hasMessageContaining("--keep-features");

        labels.addAll("green", 'g', 60);
        labels.addAll("red", 'r', 60);
        assertThat(labels.run(forgetful, "run-2", RunControl.none()).counts()).hasSize(3);
    }

    @Test
    void aRunEndsWhereItIsTold() throws IOException {
        Labels labels = new Labels("stopped");
        labels.addAll("blue", 'b', 60);
        RunControl stop = new RunControl() {
            @Override
            public void progress(Phase phase, int done, int total) {
                if (phase == Phase.TRAINING && done == 3) {
                    throw new RunStoppedException("enough");
                }
            }
        };

        assertThatThrownBy(() -> labels.run(champion, "run-1", stop)).isInstanceOf(RunStoppedException.class);
        assertThat(folder.resolve("stopped/out/run-1/1")).doesNotExist();
        assertThat(labels.run("run-1").verdict().promoted()).isTrue();
    }

    @Test
    void aPictureThatCannotBeReadIsPassedOver() throws IOException {
        Labels labels = new Labels("unreadable");
        labels.addAll("blue", 'b', 60);
        byte[] broken = Arrays.copyOf(jpeg('b', 500), 40);
        labels.table.accept(consumed(1000, example("broken", "blue", broken, NOON), broken));

        Challenger challenger = labels.run("run-1");

        assertThat(challenger.unreadable()).isEqualTo(1);
        assertThat(challenger.bundle().manifest().training()).containsEntry("exampleCount", 60);
    }

    private static ClassCount base(String label) {
        BaseFeatures base = BaseFeatures.of(champion).orElseThrow();
        int index = base.labels().indexOf(label);
        int[] counts = new int[3];
        base.photos().stream()
                .filter(photo -> photo.label() == index)
                .forEach(photo -> counts[photo.split().ordinal()]++);
        return new ClassCount(label, counts[0], counts[1], counts[2]);
    }

    /** One machine's examples. */
    private final class Labels {
        private final Path home;
        private final PictureStore pictures;
        private final ExampleTable table;
        private long offset;

        Labels(String name) {
            home = folder.resolve(name);
            pictures = new PictureStore(home.resolve("examples"));
            table = new ExampleTable(pictures);
        }

        void addAll(String label, char colour, int count) {
            for (int i = 0; i < count; i++) {
                add(label, colour, (long) i);
            }
        }

        void add(String label, char colour, long seed) {
            byte[] jpeg = jpeg(colour, seed);
            table.accept(consumed(offset++, example(colour + "-" + seed, label, jpeg, NOON), jpeg));
        }

        Challenger run(String run) throws IOException {
            return run(champion, run, RunControl.none());
        }

        Challenger run(Bundle from, String run, RunControl control) throws IOException {
            Path out = home.resolve("out").resolve(run);
            FileUtils.deleteDirectory(out.toFile());
            Files.createDirectories(out);
            return new HeadRun(new Settings(Map.of()), home.resolve("features"))
                    .run(from, table.set(), pictures, out, run, NOON, control);
        }
    }
}
