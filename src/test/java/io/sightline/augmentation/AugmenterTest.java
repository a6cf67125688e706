package io.sightline.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final AugmentationSpec STRONG = AugmentationSpec.parse("strong,crop=0.8");

    @Test
    void theSameSeedEpochAndPictureGiveTheSamePixelsWhateverTheBatch() {
        List<Pixels> pictures = pictures(6);
        List<String> identities = List.of("a", "b", "c", "d", "e", "f");
        try (Augmenter augmenter = new Augmenter(STRONG, 7);
                Augmenter again = new Augmenter(STRONG, 7)) {
            List<Pixels> batch = augmenter.apply(pictures, 3, identities);
            List<Pixels> alone = again.apply(List.of(pictures.get(4)), 3, List.of("e"));

            assertThat(alone.get(0).rgb()).isEqualTo(batch.get(4).rgb());
            assertThat(again.apply(pictures.get(2), 3, "c").rgb())
                    .isEqualTo(batch.get(2).rgb());
        }
    }

    @Test
    void anotherEpochSeedOrPictureGivesOthers() {
        Pixels picture = pictures(1).get(0);
        Set<Integer> results = new HashSet<>();
        for (long seed = 0; seed < 3; seed++) {
            try (Augmenter augmenter = new Augmenter(STRONG, seed)) {
                for (long epoch = 0; epoch < 3; epoch++) {
                    results.add(
                            Arrays.hashCode(augmenter.apply(picture, epoch, "a").rgb()));
                    results.add(
                            Arrays.hashCode(augmenter.apply(picture, epoch, "b").rgb()));
                }
            }
        }
        assertThat(results).hasSize(18);
    }

    @Test
    void nothingHappensWithoutStrength() {
        List<Pixels> pictures = pictures(3);
        try (Augmenter augmenter = new Augmenter(AugmentationSpec.NONE, 1)) {
            List<Pixels> same = augmenter.apply(pictures, 1, List.of("a", "b", "c"));

            for (int i = 0; i < 3; i++) {
                assertThat(same.get(i).rgb()).isEqualTo(pictures.get(i).rgb());
            }
        }
    }

    @Test
    void valuesStayWithinTheirRangeAndTheOriginalsAsTheyAre() {
        List<Pixels> pictures = pictures(1);
        float[] before = pictures.get(0).rgb().clone();
        try (Augmenter augmenter =
                new Augmenter(AugmentationSpec.parse("strong,brightness=1,contrast=1,saturation=1,hue=0.5"), 1)) {
            for (int epoch = 0; epoch < 30; epoch++) {
                for (float value :
                        augmenter.apply(pictures, epoch, List.of("a")).get(0).rgb()) {
                    assertThat(value).isBetween(0f, 255f);
                }
            }
        }
        assertThat(pictures.get(0).rgb()).isEqualTo(before);
    }

    @Test
    void drawsStayWithinTheSpecAndReachBothEnds() {
        AugmentationSpec spec = AugmentationSpec.parse(
                "flip,rotation=0.25,zoom=0.2,shift=0.1,brightness=0.2,contrast=0.3,saturation=0.4,hue=0.1");
        List<Variation> drawn = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            drawn.add(Variation.draw(spec, 1, 1, "picture " + i));
        }
        assertSpread(drawn.stream().mapToDouble(v -> v.move().angle()).toArray(), -Math.PI / 2, Math.PI / 2);
        assertSpread(drawn.stream().mapToDouble(v -> v.move().zoom()).toArray(), 0.8, 1.2);
        assertSpread(drawn.stream().mapToDouble(v -> v.move().shiftX()).toArray(), -0.1, 0.1);
        assertSpread(drawn.stream().mapToDouble(v -> v.colour().brightness()).toArray(), -51, 51);
        assertSpread(drawn.stream().mapToDouble(v -> v.colour().contrast()).toArray(), 0.7, 1.3);
        assertSpread(drawn.stream().mapToDouble(v -> v.colour().saturation()).toArray(), 0.6, 1.4);
        assertSpread(drawn.stream().mapToDouble(v -> v.colour().hue()).toArray(), -0.2 * Math.PI, 0.2 * Math.PI);
        assertThat(drawn.stream().filter(v -> v.move().mirrored()).count()).isBetween(900L, 1100L);
        assertThat(drawn).noneMatch(v -> v.move().upsideDown());
    }

    @Test
    void oneStrengthDoesNotChangeWhatIsDrawnForTheOthers() {
        Variation with = Variation.draw(AugmentationSpec.parse("flip,rotation=0.1,hue=0.1"), 1, 1, "a");
        Variation without = Variation.draw(AugmentationSpec.parse("hue=0.1"), 1, 1, "a");

        assertThat(without.colour()).isEqualTo(with.colour());
    }

    @Test
    void everyPictureNeedsAnIdentity() {
        try (Augmenter augmenter = new Augmenter(STRONG, 1)) {
            assertThatThrownBy(() -> augmenter.apply(pictures(2), 1, List.of("a")))
                    .hasMessageContaining("2 pictures")
                    .hasMessageContaining("1 identities");
        }
    }

    private static void assertSpread(double[] values, double least, double most) {
        double range = most - least;
        assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(least, least + range / 50);
        assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(most - range / 50, most);
    }

    private static List<Pixels> pictures(int count) {
        Random random = new Random(11);
        List<Pixels> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] rgb = new float[24 * 32 * 3];
            for (int j = 0; j < rgb.length; j++) {
                rgb[j] = random.nextFloat() * 255;
            }
            pictures.add(new Pixels(rgb, 24, 32));
        }
        return pictures;
    }
}
