package io.sightline.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a WebP of one pixel in its lossless form, by the WebP Lossless Bitstream Specification (RFC 9649,
 * section 3), with as many groups of prefix codes as one likes.
 */
final class LosslessWebP {
    private static final int CODES_OF_GROUP = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int used;

    private LosslessWebP() {}

    /** @param groups 1 to 65536, each of which a reader makes tables for, though the pixel uses the last only */
    static byte[] ofGroups(int groups) {
        LosslessWebP stream = new LosslessWebP();
        stream.bits(0x2f, 8);
        stream.bits(0, 14); // width - 1
        stream.bits(0, 14); // height - 1
        stream.bits(0, 1); // no alpha
        stream.bits(0, 3); // version
        stream.bits(0, 1); // no transform
        stream.bits(0, 1); // no colour cache
        stream.bits(1, 1); // which group a block uses is in a picture of its own, whose red and green are the number
        stream.bits(0, 3); // blocks of 4 by 4
        stream.bits(0, 1); // no colour cache there
        stream.symbol((groups - 1) & 0xff);
        stream.symbol((groups - 1) >> 8);
        stream.symbol(0);
        stream.symbol(0);
        stream.symbol(0);
        for (int code = 0; code < CODES_OF_GROUP * groups; code++) {
            stream.symbol(0);
        }
        return riff(stream.bytes());
    }

    /** A prefix code of one symbol, which then takes no bits. */
    private void symbol(int symbol) {
        bits(1, 1); // simple
        bits(0, 1); // of one symbol
        bits(symbol > 1 ? 1 : 0, 1);
        bits(symbol, symbol > 1 ? 8 : 1);
    }

    private void bits(int value, int count) {
        for (int i = 0; i < count; i++) {
            current |= (value >> i & 1) << used++;
            if (used == 8) {
                bytes.write(current);
                current = 0;
                used = 0;
            }
        }
    }

    private byte[] bytes() {
        bits(0, 7); // the last byte is whole
        return bytes.toByteArray();
    }

    private static byte[] riff(byte[] stream) {
        int padded = stream.length + stream.length % 2;
        ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(stream.length);
        return file.put(stream).array();
    }
}
