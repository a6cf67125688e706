package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes flip and files end early: whatever comes of it is pixels or a reason, never another exception. {@code
 * -Dhostile.images=N} for more of each format.
 */
class DamagedPicturesTest {
    private static final int TRIES = Integer.getInteger("hostile.images", 150);

    /** Of one pixel, lossless and lossy: nothing here writes WebP. */
    private static final Map<String, String> WEBP = Map.of(
            "webp", "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
            "webp lossless", "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
            "webp extended",
                    "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3A"
                            + "AP7mtQAAAA==");

    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg", "png", "gif", "bmp", "tiff", "webp", "webp lossless", "webp extended", "progressive"})
    void givesPixelsOrAReason(String format) {
        byte[] whole = whole(format);
        if (format.equals("jpeg")) {
            whole = TestPictures.withOrientation(whole, 6);
        }
        Random random = new Random(5);
        int refused = 0;
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            for (int i = 0; i < TRIES; i++) {
                refused += refused(decoder, damage(whole, random)) ? 1 : 0;
            }
        }
        assertThat(refused).as("of " + TRIES).isPositive();
    }

    private static byte[] whole(String format) {
        if (format.equals("progressive")) {
            return TestPictures.progressiveJpeg(64, 48);
        }
        return WEBP.containsKey(format)
                ? Base64.getDecoder().decode(WEBP.get(format))
                : TestPictures.encode(TestPictures.quarters(64, 48, BufferedImage.TYPE_INT_RGB), format);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
        for (int flips = random.nextInt(1, 6); flips > 0 && damaged.length > 0; flips--) {
            // Headers are where damage does most, so every other flip is there.
            int reach = random.nextBoolean() ? Math.min(80, damaged.length) : damaged.length;
            damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static boolean refused(ImageDecoder decoder, byte[] bytes) {
        try {
            assertThat(decoder.decode(bytes, 16, 16, true).rgb()).hasSize(16 * 16 * 3);
            return false;
        } catch (ImageRejectedException e) {
            return true;
        }
    }
}
