package io.sightline.learning.run;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.consumed;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.ColouredPictures;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.LearningException;
import io.sightline.learning.examples.PictureStore;
import io.sightline.model.Bundle;
import io.sightline.model.BundleGraph;
import io.sightline.training.base.BaseFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is told to learn by fine-tuning. */
class TuningRunTest {
    @TempDir
    Path folder;

    @Test
    void theUpperLayersLearnTheNewClassToo() throws IOException {
        Bundle champion = TestChampion.train(folder, 1000);
        Path base = folder.resolve("base");
        ColouredPictures.write(base, "red", 60, 1);
        ColouredPictures.write(base, "green", 60, 2);

        Challenger challenger = run(champion, base.toString());

        Verdict verdict = challenger.verdict();
        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
        assertThat(verdict.classes())
                .extracting(Verdict.ClassRecall::label)
                .as("the champion's first")
                .containsExactly("green", "red", "blue");
        assertThat(verdict.classes().get(2).challenger()).isGreaterThanOrEqualTo(0.9);
        Bundle bundle = Bundle.read(challenger.bundle().folder());
        assertThat(bundle.manifest().labels()).containsExactly("blue", "green", "red");
        assertThat(bundle.manifest().training()).containsEntry("strategy", "fine-tuning");
        assertThat(BundleGraph.read(bundle).backboneSha256())
                .isNotEqualTo(BundleGraph.read(champion).backboneSha256());
        assertThat(BaseFeatures.of(bundle).orElseThrow().photos())
                .as("the next run remembers all of it")
                .hasSize(200);
    }

    @Test
    void withoutThePicturesOfTheChampionsClassesItSaysWhatIsMissing() throws IOException {
        Bundle champion = TestChampion.train(folder, 1000);

        assertThatThrownBy(() -> run(champion, ""))
                .isInstanceOf(LearningException.class)
                .hasMessageContaining("learn.base.data")
                .hasMessageContaining("green");
    }

    private Challenger run(Bundle champion, String base) throws IOException {
        PictureStore pictures = new PictureStore(folder.resolve("examples"));
        ExampleTable table = new ExampleTable(pictures);
        for (int i = 0; i < 80; i++) {
            byte[] blue = jpeg('b', i);
            table.accept(consumed(i, example("b-" + i, "blue", blue, NOON), blue));
        }
        Settings settings = new Settings(Map.of(
                LearningSettings.STRATEGY, "fine-tuning",
                LearningSettings.BASE_DATA, base,
                LearningSettings.WEIGHTS, "starter"));
        Path out = Files.createDirectories(folder.resolve("out"));
        return LearningRun.of(settings, folder.resolve("features"))
                .run(champion, table.set(), pictures, out, "run-1", NOON, RunControl.none());
    }
}
