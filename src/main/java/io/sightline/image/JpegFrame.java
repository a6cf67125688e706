package io.sightline.image;

import org.jspecify.annotations.Nullable;

/**
 * Looks through a JPEG's markers. Names the kinds that no common decoder reads, so that a picture of such
 * a kind is refused as unsupported and not as damaged, and finds those that are made to be slow.
 */
final class JpegFrame {
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;

    /**
     * Encoders write a dozen. Each takes a decoder once through the whole picture and may be ten bytes long, so
     * that a file within all limits could take hours.
     */
    static final int MAX_SCANS = 100;

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
            at += isAlone(marker) ? 2 : 2 + length(jpeg, at);
        }
        return null;
    }

    /** Whether there are more scans than {@link #MAX_SCANS}; looked for as a decoder does, up to the end of the image. */
    static boolean hasTooManyScans(byte[] jpeg) {
        int scans = 0;
        int at = 2;
        while (at + 3 < jpeg.length) {
            int marker = jpeg[at + 1] & 0xff;
            if ((jpeg[at] & 0xff) != 0xff || marker == 0xff) {
                at++;
                continue;
            }
            if (marker == END_OF_IMAGE) {
                return false; // behind it phones put whole films
            }
            if (marker == START_OF_SCAN && ++scans > MAX_SCANS) {
                return true;
            }
            at += isAlone(marker) ? 2 : 2 + length(jpeg, at);
        }
        return false;
    }

    /** Whether nothing belongs to a marker; 0 is no marker but a byte 0xff of a scan's data. */
    private static boolean isAlone(int marker) {
        return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static int length(byte[] jpeg, int at) {
        return (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
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
