package io.sightline.image;

import static io.sightline.image.TestPictures.encode;
import static io.sightline.image.TestPictures.jpeg;
import static io.sightline.image.TestPictures.pngHeader;
import static io.sightline.image.TestPictures.quarters;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What producers send, and what the decoder makes of it. */
class ImageDecoderTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void readsEveryCommonFormat(String format) {
        byte[] picture = encode(quarters(40, 30, BufferedImage.TYPE_INT_RGB), format);

        Pixels pixels = decoder.decode(picture, 16, 24, true);

        assertThat(pixels.height()).isEqualTo(16);
        assertThat(pixels.width()).isEqualTo(24);
        assertThat(pixels.rgb()).hasSize(16 * 24 * 3);
        assertThat(quarters(pixels)).isEqualTo(UPRIGHT);
    }

    @Test
    void aPictureNobodyLooksAtAnyMoreGivesItsMemoryToTheNext() {
        byte[] picture = encode(quarters(40, 30, BufferedImage.TYPE_INT_RGB), "png");
        byte[] other = encode(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png");
        try (ImageDecoder own = new ImageDecoder(ImageLimits.defaults())) {
            Pixels black = own.decode(other, 16, 24, true);
            assertThat(black.rgb()).containsOnly(0);

            own.recycle(black);
            Pixels next = own.decode(picture, 16, 24, true);
            assertThat(next.rgb()).isSameAs(black.rgb());
            assertThat(next.rgb())
                    .isEqualTo(decoder.decode(picture, 16, 24, true).rgb());

            assertThat(own.decode(other, 16, 24, true).rgb())
                    .as("while it is in use")
                    .isNotSameAs(next.rgb());
            own.recycle(next);
            assertThat(own.decode(other, 24, 24, true).rgb())
                    .as("of another size")
                    .hasSize(24 * 24 * 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void readsPalettesAsColours(String format) {
        byte[] picture = encode(quarters(40, 30, BufferedImage.TYPE_BYTE_INDEXED), format);

        assertThat(quarters(decoder.decode(picture, 8, 8, true))).isEqualTo(UPRIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "tiff"})
    void repeatsGreyInAllThreeChannelsAsStored(String format) {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        fill(grey.getRaster(), 100);

        assertThat(decoder.decode(encode(grey, format), 4, 4, true).rgb()).containsOnly(100f);
    }

    @Test
    void cutsSixteenBitsToTheUpperEight() {
        BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        fill(deep.getRaster(), 0x64ff);

        assertThat(decoder.decode(encode(deep, "png"), 4, 4, true).rgb()).containsOnly(100f);
        assertThat(decoder.decode(encode(deep, "tiff"), 4, 4, true).rgb()).containsOnly(100f);
    }

    @Test
    void dropsAlphaAndKeepsTheColourUnderIt() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 2, 2, new int[] {0x00ff0000, 0x00ff0000, 0x00ff0000, 0x00ff0000}, 0, 2);

        assertThat(decoder.decode(encode(image, "png"), 1, 1, true).rgb()).containsExactly(255f, 0f, 0f);
    }

    @Test
    void takesTheFirstFrameOfAnAnimation() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(quarters(40, 30, BufferedImage.TYPE_INT_RGB), List.of(), null), null);
            writer.writeToSequence(
                    new IIOImage(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), List.of(), null), null);
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }

        assertThat(quarters(decoder.decode(out.toByteArray(), 8, 8, true))).isEqualTo(UPRIGHT);
    }

    @Test
    void refusesWhatIsNoPicture() {
        refuses(new byte[0], DeadLetterReason.UNSUPPORTED_FORMAT, "no bytes");
        refuses("hello".getBytes(US_ASCII), DeadLetterReason.UNSUPPORTED_FORMAT, "send JPEG, PNG");
        refuses("<!DOCTYPE html><p>Log in".getBytes(US_ASCII), DeadLetterReason.UNSUPPORTED_FORMAT, "HTML");
        refuses("<svg width='1'/>".getBytes(US_ASCII), DeadLetterReason.UNSUPPORTED_FORMAT, "SVG");
        refuses("%PDF-1.7".getBytes(US_ASCII), DeadLetterReason.UNSUPPORTED_FORMAT, "PDF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void refusesPicturesCutOffInTheMiddle(String format) {
        byte[] whole = encode(quarters(400, 300, BufferedImage.TYPE_INT_RGB), format);

        refuses(Arrays.copyOf(whole, whole.length / 2), DeadLetterReason.CORRUPT_IMAGE, "");
        refuses(Arrays.copyOf(whole, 20), DeadLetterReason.CORRUPT_IMAGE, "");
    }

    @Test
    void refusesHugePicturesBeforeDecodingThem() {
        refuses(pngHeader(50_000, 50_000), DeadLetterReason.TOO_LARGE, "2500000000 pixels");
        refuses(pngHeader(-1, -1), DeadLetterReason.TOO_LARGE, "image.max.pixels");
        refuses(gifHeader(50_000, 50_000, 1, 1), DeadLetterReason.TOO_LARGE, "GIF");
        refuses(gifHeader(1, 1, 50_000, 50_000), DeadLetterReason.TOO_LARGE, "GIF");
    }

    @Test
    void holdsEveryFormatToTheLimitOnPixels() {
        ImageLimits defaults = ImageLimits.defaults();
        ImageLimits few = new ImageLimits(
                defaults.schemes(),
                defaults.fileRoots(),
                defaults.httpHosts(),
                false,
                0,
                defaults.fetchTimeout(),
                defaults.maxBytes(),
                40 * 30,
                S3Options.none());
        try (ImageDecoder strict = new ImageDecoder(few)) {
            for (String format : List.of("jpeg", "png", "gif", "bmp", "tiff")) {
                byte[] allowed = encode(quarters(40, 30, BufferedImage.TYPE_INT_RGB), format);
                byte[] tooLarge = encode(quarters(41, 30, BufferedImage.TYPE_INT_RGB), format);

                assertThat(quarters(strict.decode(allowed, 8, 8, true))).isEqualTo(UPRIGHT);
                assertThatThrownBy(() -> strict.decode(tooLarge, 8, 8, true))
                        .as(format)
                        .isInstanceOfSatisfying(
                                ImageRejectedException.class,
                                e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE));
            }
        }
    }

    @Test
    void namesTheKindsOfJpegNobodyReads() {
        byte[] lossless = jpeg(16, 16);
        for (int i = 0; i < lossless.length - 1; i++) {
            if ((lossless[i] & 0xff) == 0xff && (lossless[i + 1] & 0xff) == 0xc0) {
                lossless[i + 1] = (byte) 0xc3;
            }
        }
        refuses(lossless, DeadLetterReason.UNSUPPORTED_FORMAT, "lossless");
    }

    @Test
    void decodesOnManyThreadsAtOnce() throws Exception {
        byte[] picture = jpeg(64, 48);
        float[] expected = decoder.decode(picture, 20, 20, true).rgb();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> results = threads.invokeAll(Collections.nCopies(
                    200, () -> decoder.decode(picture, 20, 20, true).rgb()));
            for (Future<float[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] gifHeader(int screenWidth, int screenHeight, int width, int height) {
        return bytes(
                'G',
                'I',
                'F',
                '8',
                '9',
                'a',
                screenWidth & 255,
                screenWidth >> 8,
                screenHeight & 255,
                screenHeight >> 8,
                0,
                0,
                0,
                0x2c,
                0,
                0,
                0,
                0,
                width & 255,
                width >> 8,
                height & 255,
                height >> 8,
                0,
                2,
                1,
                0,
                0);
    }

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IntStream.of(values).forEach(out::write);
        return out.toByteArray();
    }

    private static void fill(WritableRaster raster, int grey) {
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.setSample(x, y, 0, grey);
            }
        }
    }

    private static void refuses(byte[] bytes, DeadLetterReason reason, String message) {
        assertThatThrownBy(() -> decoder.decode(bytes, 8, 8, true))
                .isInstanceOfSatisfying(
                        ImageRejectedException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
