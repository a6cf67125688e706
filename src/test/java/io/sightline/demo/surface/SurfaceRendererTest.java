package io.sightline.demo.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.demo.surface.line.LineFamily;
import io.sightline.demo.surface.starter.StarterFamily;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each material can carry each defect, and it can be seen. */
class SurfaceRendererTest {
    private static final int SIZE = 128;

    static Stream<Arguments> everyPair() {
        return Stream.of(LineFamily.create(), StarterFamily.create())
                .flatMap(family -> family.materials().keySet().stream()
                        .flatMap(material -> family.labels().stream()
                                .map(label -> Arguments.argumentSet(material + " " + label, family, material, label))));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void isAPictureAndNotAPlainColour(Family family, String material, String label) {
        BufferedImage image = new SurfaceRenderer(family, SIZE).render(material, label, 3);

        assertThat(image.getWidth()).isEqualTo(SIZE);
        assertThat(image.getHeight()).isEqualTo(SIZE);
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(SIZE * SIZE)
                        .map(i -> image.getRGB(i % SIZE, i / SIZE))
                        .distinct()
                        .count())
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void changesTheSurfaceUnlessSound(Family family, String material, String label) {
        Defect defect = family.defects().get(label);
        Surface before = filled(family, material);
        Surface after = filled(family, material);

        defect.mark(after, new Dice(5));

        boolean sound = defect == Defect.NONE;
        boolean same = Arrays.equals(before.red(), after.red()) && Arrays.equals(before.height(), after.height());
        assertThat(same).isEqualTo(sound);
        for (float value : after.red()) {
            assertThat(value).isBetween(-0.001f, 3f);
        }
    }

    @Test
    void tellsWhatThereIsWhenAskedForWhatThereIsNot() {
        SurfaceRenderer renderer = new SurfaceRenderer(LineFamily.create(), SIZE);

        assertThatThrownBy(() -> renderer.render("crack", 1)).hasMessageContaining("scratch");
    }

    private static Surface filled(Family family, String material) {
        Surface surface = Surface.blank(SIZE);
        Dice dice = new Dice(4);
        family.materials().get(material).fill(surface, Placement.any(dice), dice);
        return surface;
    }
}
