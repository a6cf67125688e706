package io.sightline.image;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a GIF as a GIF of its own. TensorFlow decodes every frame before it hands over
 * the first, so a small file of many large frames would fill the memory.
 *
 * @param bytes header, first frame, trailer
 * @param pixels of the larger of screen and frame
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record GifFirstFrame(byte[] bytes, long pixels) {
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;

    /** Cuts a GIF behind its first frame; null if it ends before. */
    static @Nullable GifFirstFrame of(byte[] gif) {
        if (gif.length < HEADER) {
            return null;
        }
        long screen = (long) u16(gif, 6) * u16(gif, 8);
        int at = HEADER + colorTable(gif[10]);
        while (at < gif.length) {
            int block = gif[at] & 0xff;
            if (block == EXTENSION) {
                at = afterSubBlocks(gif, at + 2);
            } else if (block == IMAGE && at + 10 <= gif.length) {
                long right = (long) u16(gif, at + 1) + u16(gif, at + 5);
                long bottom = (long) u16(gif, at + 3) + u16(gif, at + 7);
                int end = afterSubBlocks(gif, at + 10 + colorTable(gif[at + 9]) + 1);
                ByteArrayOutputStream first = new ByteArrayOutputStream(end + 1);
                first.write(gif, 0, Math.min(end, gif.length));
                first.write(TRAILER);
                return new GifFirstFrame(first.toByteArray(), Math.max(screen, right * bottom));
            } else {
                return null;
            }
        }
        return null;
    }

    private static int colorTable(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterSubBlocks(byte[] gif, int start) {
        int at = start;
        while (at < gif.length && gif[at] != 0) {
            at += 1 + (gif[at] & 0xff);
        }
        return at + 1;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }
}
