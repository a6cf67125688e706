package io.sightline.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.image.Pixels;
import org.junit.jupiter.api.Test;

class ColourChangeTest {
    private static final float CLOSE = 0.01f;

    @Test
    void brightnessIsAddedAndClipped() {
        assertThat(changed(new ColourChange(50, 1, 1, 0), 0, 100, 230))
                .containsExactly(new float[] {50, 150, 255}, within(CLOSE));
        assertThat(changed(new ColourChange(-50, 1, 1, 0), 0, 100, 230))
                .containsExactly(new float[] {0, 50, 180}, within(CLOSE));
    }

    @Test
    void contrastPullsEachColourAwayFromItsMeanInThePicture() {
        float[] twoPixels = {100, 10, 50, 140, 30, 50};

        assertThat(changed(new ColourChange(0, 1.5, 1, 0), twoPixels))
                .containsExactly(new float[] {90, 5, 50, 150, 35, 50}, within(CLOSE));
        assertThat(changed(new ColourChange(20, 0, 1, 0), twoPixels))
                .as("brighter first; then nothing but the mean is left")
                .containsExactly(new float[] {140, 40, 70, 140, 40, 70}, within(CLOSE));
    }

    @Test
    void withoutSaturationAllIsGreyAsBrightAsBefore() {
        float luma = 0.299f * 200 + 0.587f * 100 + 0.114f * 50;

        assertThat(changed(new ColourChange(0, 1, 0, 0), 200, 100, 50))
                .containsExactly(new float[] {luma, luma, luma}, within(CLOSE));
        assertThat(changed(new ColourChange(0, 1, 2, 0), 120, 100, 100))
                .containsExactly(new float[] {134.02f, 94.02f, 94.02f}, within(CLOSE));
    }

    @Test
    void theHueGoesRoundTheCircleAndGreyStaysGrey() {
        double third = 2 * Math.PI / 3;

        float[] fromRed = changed(new ColourChange(0, 1, 1, third), 140, 100, 100);
        float[] backAgain = changed(new ColourChange(0, 1, 1, -third), fromRed);

        assertThat(fromRed)
                .as("green, as bright")
                .containsExactly(new float[] {92.13f, 129.31f, 74.65f}, within(CLOSE));
        assertThat(backAgain).containsExactly(new float[] {140, 100, 100}, within(CLOSE));
        assertThat(changed(new ColourChange(0, 1, 1, 1), 90, 90, 90))
                .containsExactly(new float[] {90, 90, 90}, within(CLOSE));
    }

    @Test
    void aCutoutIsASquareOfGreyThatMayLieHalfOutside() {
        Pixels picture = new Pixels(new float[10 * 20 * 3], 10, 20);

        new Cutout(0.4, 0.5, 0).apply(picture);

        for (int row = 0; row < 10; row++) {
            for (int column = 0; column < 20; column++) {
                boolean hidden = row < 2 && column >= 8 && column < 12;
                assertThat(picture.rgb()[(row * 20 + column) * 3 + 1]).isEqualTo(hidden ? 127.5f : 0);
            }
        }
    }

    private static float[] changed(ColourChange change, float... rgb) {
        float[] pixels = rgb.clone();
        change.apply(pixels);
        return pixels;
    }
}
