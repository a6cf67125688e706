package io.sightline.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * How files become chunks. All but the first of a file are of one size; the first is small, as the
 * lengths at the beginning of a {@code saved_model.pb} change with its end: two models that differ only
 * in their heads share all chunks but the first and the last.
 */
final class Chunks {
    /** Bytes of a file's first chunk. */
    static final int FIRST = 4 * 1024;

    /** Bytes of the others; well under the million that a broker takes in a record by default. */
    static final int SIZE = 512 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Chunks() {}

    /** Takes a file's chunks one after the other. */
    @FunctionalInterface
    interface Sink {
        void take(String sha256, byte[] bytes);
    }

    /**
     * Reads a file chunk by chunk, no more than one of them in memory.
     *
     * @param path what the result calls it
     */
    static PublishedFile of(Path file, String path, Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, path, sink);
        }
    }

    static PublishedFile of(InputStream in, String path, Sink sink) throws IOException {
        MessageDigest whole = DigestUtils.getSha256Digest();
        List<String> chunks = new ArrayList<>();
        long size = 0;
        for (byte[] chunk = in.readNBytes(FIRST); chunk.length > 0; chunk = in.readNBytes(SIZE)) {
            whole.update(chunk);
            String sha256 = hash(chunk);
            chunks.add(sha256);
            size += chunk.length;
            sink.take(sha256, chunk);
        }
        return new PublishedFile(path, size, HexFormat.of().formatHex(whole.digest()), chunks);
    }

    static String hash(byte[] bytes) {
        return DigestUtils.sha256Hex(bytes);
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }
}
