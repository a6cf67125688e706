package io.sightline.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An encoded picture as ImageIO's readers want it. It knows its length, without which they believe what
 * a file says of its parts and allocate that much; and it gives out each byte a few times only, as a
 * small file whose parts all lie on top of each other would otherwise keep a reader busy for hours.
 *
 * <p>Threading notes: one thread.
 */
final class MemoryImageStream extends ImageInputStreamImpl {
    /** How often a reader may read as much as there is; those of whole pictures read it once or twice. */
    static final int PASSES = 16;

    private static final long BESIDES = 1 << 20;

    private final byte[] bytes;
    private long left;

    MemoryImageStream(byte[] bytes) {
        this.bytes = bytes;
        this.left = (long) PASSES * bytes.length + BESIDES;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return -1;
        }
        take(1);
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        take(count);
        System.arraycopy(bytes, (int) streamPos, to, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private void take(int count) throws IOException {
        left -= count;
        if (left < 0) {
            throw new IOException("its parts overlap: they add up to more than " + PASSES + " times the file");
        }
    }
}
