package io.sightline.image;

import org.jspecify.annotations.Nullable;

/**
 * Names the kinds of JPEG that no common decoder reads, so that a picture of such a kind is refused
 * as unsupported and not as damaged.
 */
final class JpegFrame {
    private static final int START_OF_SCAN = 0xda;

    private JpegFrame() {}

    /** The unusual kind, or null for an ordinary JPEG or one that ends before it says. */
    static @Nullable String unsupportedKind(byte[] jpeg) {
        int at = 2;
        while (at + 4 < jpeg.length) {
            int marker = jpeg[at + 1] & 0xff;
            if ((jpeg[at] & 0xff) != 0xff || marker == 0xff) {
                at++;
                continue;
            }
            if (marker == START_OF_SCAN) {
                return null;
            }
            if (marker == 0xf7) {
                return "JPEG-LS";
            }
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return kind(marker, jpeg[at + 4] & 0xff);
            }
            boolean standsAlone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
            at += standsAlone ? 2 : 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
        }
        return null;
    }

    private static @Nullable String kind(int startOfFrame, int bitsPerSample) {
        if (bitsPerSample != 8) {
            return "JPEG with " + bitsPerSample + " bits per sample";
        }
        return switch (startOfFrame) {
            case 0xc0, 0xc1, 0xc2 -> null;
            case 0xc9, 0xca -> "arithmetic-coded JPEG";
            default -> "lossless or hierarchical JPEG";
        };
    }
}
