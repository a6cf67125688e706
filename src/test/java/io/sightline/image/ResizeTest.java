package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The resize is Keras': bilinear between half-pixel centres, no smoothing. */
class ResizeTest {

    @Test
    void twoPixelsBecomeFourByHand() {
        // Centres of the four lie at -0.25, 0.25, 0.75 and 1.25 of the two; the ends are held.
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x000000);
        image.setRGB(1, 0, 0x646464);

        float[] rgb = resize(image, 1, 4);

        assertThat(new float[] {rgb[0], rgb[3], rgb[6], rgb[9]}).containsExactly(0f, 25f, 75f, 100f);
    }

    @ParameterizedTest
    @CsvSource({"37,53,16,16", "37,53,90,41", "200,150,96,96", "1,1,5,5", "16,16,16,16"})
    void equalsAPlainImplementation(int width, int height, int newHeight, int newWidth) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }

        float[] actual = resize(image, newHeight, newWidth);

        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                for (int c = 0; c < 3; c++) {
                    double expected =
                            sample(image, (y + 0.5) * height / newHeight - 0.5, (x + 0.5) * width / newWidth - 0.5, c);
                    assertThat((double) actual[(y * newWidth + x) * 3 + c]).isCloseTo(expected, within(0.01));
                }
            }
        }
    }

    private static float[] resize(BufferedImage image, int height, int width) {
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            return decoder.decode(TestPictures.encode(image, "png"), height, width, true)
                    .rgb();
        }
    }

    private static double sample(BufferedImage image, double y, double x, int channel) {
        double top = mix(value(image, floor(y), floor(x), channel), value(image, floor(y), floor(x) + 1, channel), x);
        double bottom = mix(
                value(image, floor(y) + 1, floor(x), channel), value(image, floor(y) + 1, floor(x) + 1, channel), x);
        return mix(top, bottom, y);
    }

    private static double mix(double low, double high, double at) {
        double part = at - Math.floor(at);
        return low * (1 - part) + high * part;
    }

    private static int floor(double at) {
        return (int) Math.floor(at);
    }

    private static double value(BufferedImage image, int y, int x, int channel) {
        int row = Math.min(Math.max(y, 0), image.getHeight() - 1);
        int column = Math.min(Math.max(x, 0), image.getWidth() - 1);
        return image.getRGB(column, row) >> (16 - 8 * channel) & 0xff;
    }
}
