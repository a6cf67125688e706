package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** Reads a stream to its end, but never more than allowed. */
final class LimitedReader {
    /** The JDK keeps memory of this size for each thread that reads a file. */
    private static final int PIECE = 1 << 17;

    private LimitedReader() {}

    /**
     * Reads all bytes.
     *
     * @throws ImageRejectedException ({@code too-large}) as soon as there is one byte too many
     */
    static byte[] readAll(InputStream in, int maxBytes, String shownUri) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes);
        if (bytes.length == maxBytes && in.read() >= 0) {
            throw tooLarge(shownUri, maxBytes);
        }
        return bytes;
    }

    /**
     * Reads all bytes, of which there are so many unless that changes meanwhile: straight into an array of that size.
     *
     * @param size how many there are
     * @throws ImageRejectedException ({@code too-large}) as soon as there is one byte too many
     */
    static byte[] readAll(InputStream in, long size, int maxBytes, String shownUri) throws IOException {
        if (size > maxBytes) {
            throw tooLarge(shownUri, maxBytes);
        }
        byte[] bytes = new byte[(int) size];
        int read = 0;
        while (read < bytes.length) {
            int more = in.read(bytes, read, Math.min(PIECE, bytes.length - read));
            if (more < 0) {
                return Arrays.copyOf(bytes, read);
            }
            read += more;
        }
        int next = in.read();
        return next < 0 ? bytes : readGrown(bytes, next, in, maxBytes, shownUri);
    }

    private static byte[] readGrown(byte[] start, int next, InputStream rest, int maxBytes, String shownUri)
            throws IOException {
        InputStream begun = new SequenceInputStream(
                new ByteArrayInputStream(start), new ByteArrayInputStream(new byte[] {(byte) next}));
        return readAll(new SequenceInputStream(begun, rest), maxBytes, shownUri);
    }

    static ImageRejectedException tooLarge(String shownUri, int maxBytes) {
        return new ImageRejectedException(
                DeadLetterReason.TOO_LARGE,
                shownUri + " has more than " + maxBytes + " bytes; setting image.max.bytes");
    }
}
