package io.sightline.training.activations;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of activations, one row for each picture, found by the SHA-256 of the picture's file. Rows are
 * only ever appended, each with a checksum: what a training that was cut short had computed is there
 * for the next, and a row that was cut off with it is not. Memory holds the keys alone, so that the
 * data set may be larger than it.
 *
 * <p>Row: 32 bytes key, values as little-endian floats, 4 bytes CRC-32C of both.
 *
 * <p>Threading notes: one thread at a time.
 */
public final class ActivationStore implements AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final int CHECK_BYTES = 4;

    private final FileChannel channel;
    private final int values;
    private final ByteBuffer row;
    private final Map<String, Long> rows = new HashMap<>();

    /**
     * Opens a store, or makes an empty one.
     *
     * @param file of the store; its folder is made if absent
     * @param values in each row
     * @throws UncheckedIOException if it cannot be opened or read
     */
    public ActivationStore(Path file, int values) {
        this.values = values;
        this.row = ByteBuffer.allocateDirect(rowBytes(values)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
        try {
            readKeys();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Bytes that a row of so many values takes on disk. */
    public static int rowBytes(int values) {
        return Math.addExact(Math.multiplyExact(values, Float.BYTES), KEY_BYTES + CHECK_BYTES);
    }

    /** Whether there is a row for a picture. */
    public boolean contains(String sha256) {
        return rows.containsKey(sha256);
    }

    /** Values in each row. */
    public int values() {
        return values;
    }

    /** Adds a row; one that is there already stays as it is. */
    public void put(String sha256, float[] activations) {
        if (activations.length != values) {
            throw new IllegalArgumentException("a row has " + values + " values, not " + activations.length);
        }
        if (rows.containsKey(sha256)) {
            return;
        }
        row.clear();
        row.put(HexFormat.of().parseHex(sha256));
        row.asFloatBuffer().put(activations);
        row.position(KEY_BYTES + values * Float.BYTES);
        row.putInt(checksum());
        row.flip();
        long at = end();
        try {
            while (row.hasRemaining()) {
                channel.write(row, at + row.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep activations", e);
        }
        rows.put(sha256, at);
    }

    /**
     * Reads a row.
     *
     * @param into is filled from {@code offset} on
     * @throws IllegalArgumentException if there is no such row
     */
    public void read(String sha256, float[] into, int offset) {
        Long at = rows.get(sha256);
        if (at == null) {
            throw new IllegalArgumentException("there are no activations of the picture " + sha256);
        }
        row.clear().position(KEY_BYTES).limit(KEY_BYTES + values * Float.BYTES);
        try {
            fill(at);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read activations", e);
        }
        row.position(KEY_BYTES);
        row.asFloatBuffer().get(into, offset, values);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close activations", e);
        }
    }

    private void readKeys() throws IOException {
        long whole = channel.size() / row.capacity();
        for (long i = 0; i < whole; i++) {
            row.clear();
            fill(i * row.capacity());
            if (row.getInt(KEY_BYTES + values * Float.BYTES) != checksum()) {
                // what follows a row that was cut off cannot be trusted either
                channel.truncate(i * row.capacity());
                return;
            }
            byte[] key = new byte[KEY_BYTES];
            row.position(0).get(key);
            rows.put(HexFormat.of().formatHex(key), i * row.capacity());
        }
        channel.truncate(whole * row.capacity());
    }

    /** Fills the buffer from its position to its limit with that part of the row that starts at a place. */
    private void fill(long at) throws IOException {
        while (row.hasRemaining()) {
            if (channel.read(row, at + row.position()) < 0) {
                throw new EOFException("the file ends within a row");
            }
        }
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(row.duplicate().clear().limit(KEY_BYTES + values * Float.BYTES));
        return (int) crc.getValue();
    }

    private long end() {
        return (long) rows.size() * row.capacity();
    }
}
