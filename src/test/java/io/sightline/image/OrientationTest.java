package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures as cameras store them when held in the eight ways of the EXIF standard. */
class OrientationTest {
    private static final String UPRIGHT = "red green blue yellow";

    private static ImageDecoder decoder;

    @BeforeAll
    static void start() {
        decoder = new ImageDecoder(ImageLimits.defaults());
    }

    @AfterAll
    static void stop() {
        decoder.close();
    }

    /** The standard's own words: which visual side the stored row 0 and column 0 are. */
    @ParameterizedTest
    @CsvSource({
        "1,top,left",
        "2,top,right",
        "3,bottom,right",
        "4,bottom,left",
        "5,left,top",
        "6,right,top",
        "7,right,bottom",
        "8,left,bottom"
    })
    void turnsTheStoredPictureUpright(int tag, String row0, String column0) {
        BufferedImage upright = TestPictures.quarters(64, 32, BufferedImage.TYPE_INT_RGB);
        byte[] stored = TestPictures.withOrientation(TestPictures.encode(stored(upright, row0, column0), "jpeg"), tag);

        Pixels turned = decoder.decode(stored, 32, 64, true);

        assertThat(turned.height()).isEqualTo(32);
        assertThat(turned.width()).isEqualTo(64);
        assertThat(TestPictures.quarters(turned)).isEqualTo(UPRIGHT);
        if (tag != 1) {
            assertThat(TestPictures.quarters(decoder.decode(stored, 32, 64, false)))
                    .as("as Keras has it")
                    .isNotEqualTo(UPRIGHT);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "77"})
    void takesAnImpossibleTagForUpright(int tag) {
        byte[] stored = TestPictures.withOrientation(TestPictures.jpeg(64, 32), tag);

        assertThat(TestPictures.quarters(decoder.decode(stored, 32, 64, true))).isEqualTo(UPRIGHT);
    }

    @Test
    void turningAfterTheResizeIsTurningBeforeIt() {
        BufferedImage upright = TestPictures.quarters(60, 34, BufferedImage.TYPE_INT_RGB);
        byte[] plain = TestPictures.encode(upright, "jpeg");
        byte[] turned = TestPictures.withOrientation(plain, 3);

        float[] first = decoder.decode(plain, 21, 17, true).rgb();
        float[] second = decoder.decode(turned, 21, 17, true).rgb();

        for (int i = 0; i < 21 * 17; i++) {
            int opposite = 21 * 17 - 1 - i;
            assertThat(second[opposite * 3]).isEqualTo(first[i * 3], within(0.01f));
        }
    }

    private static BufferedImage stored(BufferedImage upright, String row0, String column0) {
        boolean transposed = row0.equals("left") || row0.equals("right");
        int height = transposed ? upright.getWidth() : upright.getHeight();
        int width = transposed ? upright.getHeight() : upright.getWidth();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int fromRow = row0.equals("bottom") || row0.equals("right") ? height - 1 - row : row;
                int fromColumn = column0.equals("bottom") || column0.equals("right") ? width - 1 - column : column;
                stored.setRGB(
                        column,
                        row,
                        transposed ? upright.getRGB(fromRow, fromColumn) : upright.getRGB(fromColumn, fromRow));
            }
        }
        return stored;
    }
}
