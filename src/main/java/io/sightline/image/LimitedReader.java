package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream to its end, but never more than allowed. */
final class LimitedReader {
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

    static ImageRejectedException tooLarge(String shownUri, int maxBytes) {
        return new ImageRejectedException(
                DeadLetterReason.TOO_LARGE,
                shownUri + " has more than " + maxBytes + " bytes; setting image.max.bytes");
    }
}
