package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.cnn.DeterministicWeights;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model learns something new: its backbone stays, its head is another. */
class AnotherHeadTest {
    private static final Pixels PICTURE = DeterministicWeights.picture(TestModels.SIZE);

    @TempDir
    Path folder;

    @Test
    void aThirdClassIsAddedToAModelOfTwo() throws IOException {
        Bundle two = TestModels.write(folder.resolve("two"), "clean", "rust");
        Bundle three = TestModels.write(folder.resolve("three"), "clean", "rust", "scratch");

        Bundle grown = grown(two, TestModels.head(3), "clean", "rust", "scratch");

        assertThat(grown.folder().resolve("saved_model.pb"))
                .hasSameBinaryContentAs(three.folder().resolve("saved_model.pb"));
        assertThat(Bundle.read(grown.folder()).manifest().labels()).containsExactly("clean", "rust", "scratch");
        try (Classifier expected = SavedModelClassifier.load(three);
                Classifier found = SavedModelClassifier.load(grown)) {
            float[] probabilities = expected.classify(List.of(PICTURE)).get(0);
            assertThat(found.classify(List.of(PICTURE)).get(0)).containsExactly(probabilities, within(1e-6f));
        }
    }

    @Test
    void ofThreeClassesOneCanBeGivenUp() {
        Bundle three = TestModels.write(folder.resolve("three"), "clean", "rust", "scratch");
        Head sure = new Head(new float[1280], new float[] {2});

        Bundle two = grown(three, sure, "clean", "rust");

        try (Classifier classifier = SavedModelClassifier.load(two)) {
            assertThat(classifier.classify(List.of(PICTURE)).get(0))
                    .containsExactly(sure.probabilities(new float[1280]), within(1e-6f));
        }
    }

    /** What is alike at the start is stored once in the registry, so that a new head is a few kilobytes. */
    @Test
    void theFilesDifferInTheHeadAtTheirEndOnly() throws IOException {
        Bundle two = TestModels.write(folder.resolve("two"), "clean", "rust");
        Bundle grown = grown(two, TestModels.head(3), "clean", "rust", "scratch");

        byte[] before = Files.readAllBytes(two.folder().resolve("saved_model.pb"));
        byte[] after = Files.readAllBytes(grown.folder().resolve("saved_model.pb"));
        // length prefixes at the very start, which say how long all of it is
        int alike = Arrays.mismatch(before, 64, before.length, after, 64, after.length);
        assertThat(after.length - 64 - alike).isLessThan(4 * 3 * 1280 + 2000);
        assertThat(BundleGraph.read(grown).backboneSha256())
                .isEqualTo(BundleGraph.read(two).backboneSha256());
    }

    @Test
    void theHeadOfABundleIsReadBackFromItsGraph() {
        Head flat = new Head(new float[1280], new float[] {0.5f});
        for (Head head : List.of(TestModels.head(2), TestModels.head(3), flat)) {
            String[] labels = List.of("a", "b", "c").subList(0, head.classes()).toArray(String[]::new);
            Bundle bundle = new BundleWriter(folder).write(TestModels.backbone(), head, TestModels.manifest(labels));

            Head read = BundleGraph.read(bundle).head();

            assertThat(read.kernel()).containsExactly(head.kernel());
            assertThat(read.bias()).containsExactly(head.bias());
        }
    }

    @Test
    void theFeaturesOfABundleAndItsHeadGiveItsProbabilities() {
        Bundle bundle = TestModels.write(folder, "a", "b", "c");
        try (FeatureExtractor backbone = FeatureExtractor.load(bundle, 1);
                Classifier classifier = SavedModelClassifier.load(bundle)) {
            float[] features = backbone.features(List.of(PICTURE))[0];

            assertThat(features).hasSize(BundleGraph.read(bundle).features());
            assertThat(TestModels.head(3).probabilities(features))
                    .containsExactly(classifier.classify(List.of(PICTURE)).get(0), within(1e-5f));
        }
    }

    @Test
    void aHeadThatDoesNotFitIsRefused() {
        Bundle two = TestModels.write(folder.resolve("two"), "clean", "rust");

        assertThatThrownBy(() -> grown(two, TestModels.head(2), "clean", "rust", "scratch"))
                .hasMessageContaining("2 classes")
                .hasMessageContaining("3 labels");
        assertThatThrownBy(() -> grown(two, new Head(new float[5], new float[1]), "clean", "rust"))
                .hasMessageContaining("5 features")
                .hasMessageContaining("1280");
    }

    private Bundle grown(Bundle from, Head head, String... labels) {
        return new BundleWriter(folder.resolve("grown"))
                .writeWithHead(BundleGraph.read(from), head, TestModels.manifest(labels), (into, manifest) -> {});
    }
}
