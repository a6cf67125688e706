package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.image.Pixels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retrained model takes the place of the one that serves. */
class ServingModelTest {
    private static final List<Pixels> PICTURE = List.of(DeterministicWeights.picture(TestModels.SIZE));

    @TempDir
    Path folder;

    @Test
    void aModelThatDiffersInItsHeadUsesWhatIsLoaded() {
        Bundle two = TestModels.write(folder.resolve("a"), "ok", "dent");
        Bundle three = TestModels.write(folder.resolve("b"), "ok", "dent", "scratch");

        float[] expected;
        try (ServingModel alone = ServingModel.load(three, Precision.FLOAT32)) {
            expected = alone.classify(PICTURE).get(0);
        }
        ServingModel first = ServingModel.load(two, Precision.FLOAT32);
        ServingModel next = first.withHeadOf(three).orElseThrow();
        first.close(); // what both use stays

        try (next) {
            assertThat(next.info().labels()).containsExactly("ok", "dent", "scratch");
            assertThat(next.classify(PICTURE).get(0)).containsExactly(expected, within(1e-6f));
            try (ServingModel back = next.withHeadOf(two).orElseThrow()) {
                assertThat(back.classify(PICTURE).get(0)).hasSize(2);
            }
        }
    }

    @Test
    void aModelWithAnotherBackboneIsLoadedOnItsOwn() {
        Bundle small = TestModels.write(folder.resolve("a"), "ok", "dent");
        Bundle large = new BundleWriter(folder.resolve("b"))
                .write(
                        DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 64)),
                        TestModels.head(2),
                        TestModels.manifest("ok", "dent"));

        try (ServingModel model = ServingModel.load(small, Precision.FLOAT32)) {
            assertThat(model.withHeadOf(large)).isEmpty();
        }
    }

    @Test
    void theModelThatServesIsReplacedBetweenTwoUses() {
        ServingModel first = ServingModel.load(TestModels.write(folder.resolve("a"), "ok", "dent"), Precision.FLOAT32);
        try (LiveModel live = new LiveModel(first)) {
            live.use(model -> assertThat(model.info().labels()).hasSize(2));

            live.swap(first.withHeadOf(TestModels.write(folder.resolve("b"), "a", "b", "c"))
                    .orElseThrow());

            assertThat(live.info().labels()).containsExactly("a", "b", "c");
            live.use(model -> assertThat(model.classify(PICTURE).get(0)).hasSize(3));
        }
    }

    @Test
    void aPictureDecodedForTheModelBeforeIsResized() {
        Pixels gradient = new Pixels(new float[4 * 4 * 3], 4, 4);
        for (int i = 0; i < 48; i++) {
            gradient.rgb()[i] = (i / 3 % 4) * 10;
        }

        Pixels half = gradient.resized(2, 2);

        assertThat(half.rgb()).hasSize(12);
        assertThat(half.rgb()[0]).isCloseTo(5, within(1e-4f));
        assertThat(half.rgb()[3]).isCloseTo(25, within(1e-4f));
        assertThat(gradient.resized(4, 4)).isSameAs(gradient);
    }
}
