package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.event.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SmallJpegsTest {
    private static final SmallJpegs THUMBNAILS = SmallJpegs.thumbnails(ImageLimits.defaults(), 50);
    private static final SmallJpegs EXAMPLES = SmallJpegs.examples(ImageLimits.defaults(), 50);

    @AfterAll
    static void close() {
        THUMBNAILS.close();
        EXAMPLES.close();
    }

    @Test
    void keepsProportionsAndAveragesFinePatterns() throws IOException {
        BufferedImage stripes = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400 * 200; i++) {
            stripes.setRGB(i % 400, i / 400, i % 2 == 0 ? 0xffffff : 0);
        }

        BufferedImage small = image(THUMBNAILS.jpeg(encoded(stripes, "png"), true));

        assertThat(small.getWidth()).isEqualTo(50);
        assertThat(small.getHeight()).isEqualTo(25);
        assertThat(small.getRGB(20, 10) & 0xff).as("grey, not a stripe").isCloseTo(127, within(8));
    }

    @Test
    void readsEveryFormatAndEnlargesWhatIsSmaller() throws IOException {
        BufferedImage red = new BufferedImage(10, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200; i++) {
            red.setRGB(i % 10, i / 10, 0xc02020);
        }
        for (String format : new String[] {"jpg", "png", "gif", "bmp", "tif"}) {
            BufferedImage small = image(THUMBNAILS.jpeg(encoded(red, format), true));

            assertThat(small.getWidth()).as(format).isEqualTo(25);
            assertThat(small.getHeight()).as(format).isEqualTo(50);
            assertThat(small.getRGB(12, 25) >> 16 & 0xff).as(format).isCloseTo(0xc0, within(12));
        }
    }

    @Test
    void standsUprightAsThePictureDoes() throws IOException {
        byte[] turned = TestPictures.withOrientation(TestPictures.jpeg(200, 100), 6);

        BufferedImage upright = image(THUMBNAILS.jpeg(turned, true));
        BufferedImage asStored = image(THUMBNAILS.jpeg(turned, false));

        assertThat(upright.getHeight()).isEqualTo(50);
        assertThat(upright.getWidth()).isEqualTo(25);
        assertThat(asStored.getHeight()).isEqualTo(25);
        // turned a quarter clockwise, the lower left corner comes to the upper left
        assertThat(upright.getRGB(5, 5) & 0xe0e0e0).isEqualTo(asStored.getRGB(5, 20) & 0xe0e0e0);
        assertThat(upright.getRGB(5, 5) & 0xe0e0e0).isNotEqualTo(asStored.getRGB(5, 5) & 0xe0e0e0);
    }

    @Test
    void anExampleHasItsShorterSideReducedAndIsNeverEnlarged() throws IOException {
        assertThat(size(EXAMPLES, TestPictures.jpeg(200, 100))).isEqualTo("100x50");
        assertThat(size(EXAMPLES, TestPictures.jpeg(100, 400))).isEqualTo("50x200");
        assertThat(size(EXAMPLES, TestPictures.jpeg(30, 20))).isEqualTo("30x20");
        assertThat(size(EXAMPLES, TestPictures.jpeg(1000, 60))).as("a strip").isEqualTo("200x12");
    }

    @Test
    void theSamePictureGivesTheSameBytes() {
        byte[] picture = TestPictures.jpeg(200, 100);

        assertThat(EXAMPLES.jpeg(picture, true)).isEqualTo(EXAMPLES.jpeg(picture, true));
    }

    private static String size(SmallJpegs maker, byte[] picture) throws IOException {
        BufferedImage small = image(maker.jpeg(picture, true));
        return small.getWidth() + "x" + small.getHeight();
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> THUMBNAILS.jpeg("hello".getBytes(StandardCharsets.UTF_8), true))
                .isInstanceOf(ImageRejectedException.class);
        assertThatThrownBy(() -> THUMBNAILS.jpeg(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}, true))
                .isInstanceOf(ImageRejectedException.class);
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
