package io.sightline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A TIFF put together tag by tag, true or not. */
final class TiffFile {
    static final int XMP = 0x2bc;
    static final int STRIP_BYTE_COUNTS = 0x117;

    private static final int STRIP_OFFSETS = 0x111;
    private static final int SUB_DIRECTORY = 0x14a; // EXIF's own, 0x8769, is not looked for below the first
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    private final Map<Integer, Entry> entries = new TreeMap<>();

    private record Entry(int type, int count, byte[] data, boolean dataOffset) {}

    static TiffFile empty() {
        return new TiffFile();
    }

    /** Eight bits of grey in one strip, whose data is the tail. */
    static TiffFile grey(int width, int height, int compression) {
        TiffFile tiff = new TiffFile();
        tiff.with(0x100, width).with(0x101, height).with(0x116, height).with(STRIP_BYTE_COUNTS, width * height);
        int[] shorts = {0x102, 8, 0x103, compression, 0x106, 1, 0x115, 1};
        for (int i = 0; i < shorts.length; i += 2) {
            tiff.with(shorts[i], SHORT, 1, ints(shorts[i + 1]));
        }
        tiff.entries.put(STRIP_OFFSETS, new Entry(LONG, 1, ints(0), true));
        return tiff;
    }

    TiffFile with(int tag, int value) {
        return with(tag, LONG, 1, ints(value));
    }

    TiffFile with(int tag, int type, int count, byte[] data) {
        entries.put(tag, new Entry(type, count, data, false));
        return this;
    }

    /** One row to a strip, and all strips the same bytes. */
    TiffFile strips(int rows, byte[] data) {
        with(0x116, 1);
        int[] counts = new int[rows];
        java.util.Arrays.fill(counts, data.length);
        with(STRIP_BYTE_COUNTS, LONG, rows, ints(counts));
        entries.put(STRIP_OFFSETS, new Entry(LONG, rows, ints(new int[rows]), true));
        return this;
    }

    byte[] bytes(byte[] tail) {
        int directory = 2 + entries.size() * ENTRY + 4;
        int values = entries.values().stream().mapToInt(e -> e.data.length).sum();
        int tailAt = HEADER + directory + values;
        ByteBuffer file = little(tailAt + tail.length);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(HEADER).putShort((short) entries.size());
        int[] next = {HEADER + directory};
        entries.forEach((tag, entry) -> {
            byte[] data = entry.data;
            if (entry.dataOffset) {
                ByteBuffer offsets = little(data.length);
                while (offsets.hasRemaining()) {
                    offsets.putInt(tailAt);
                }
                data = offsets.array();
            }
            file.putShort(tag.shortValue()).putShort((short) entry.type).putInt(entry.count);
            if (data.length == 4) {
                file.put(data);
            } else {
                file.putInt(next[0]);
                file.duplicate().position(next[0]).put(data);
                next[0] += data.length;
            }
        });
        file.position(tailAt).put(tail);
        return file.array();
    }

    /** Many samples to a pixel, of 64 bits each. */
    static TiffFile deep(int width, int height, int samples) {
        TiffFile tiff =
                grey(width, height, 8).with(0x115, SHORT, 1, ints(samples)).with(0x106, SHORT, 1, ints(2));
        for (int tag : new int[] {0x102, 0x153}) {
            byte[] each = new byte[samples * 2];
            for (int i = 0; i < samples; i++) {
                each[2 * i] = (byte) (tag == 0x102 ? 64 : 3);
            }
            tiff.with(tag, SHORT, samples, each);
        }
        return tiff.with(0x152, SHORT, samples - 3, new byte[2 * (samples - 3)]);
    }

    /** An EXIF block in which each directory holds the next. */
    static byte[] nested(int depth) {
        int size = 2 + ENTRY + 4;
        ByteBuffer file = little(HEADER + depth * size);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(HEADER);
        for (int i = 0; i < depth; i++) {
            file.putShort((short) 1)
                    .putShort((short) SUB_DIRECTORY)
                    .putShort((short) LONG)
                    .putInt(1);
            file.putInt(HEADER + (i + 1) * size).putInt(0);
        }
        return file.array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = little(values.length * Integer.BYTES);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
