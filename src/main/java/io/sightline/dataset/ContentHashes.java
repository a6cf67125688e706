package io.sightline.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** SHA-256 of many files, on as many threads as there are processors; no file is held in memory. */
final class ContentHashes {
    private static final int CHUNK = 64;
    private static final int BUFFER = 64 * 1024;

    private ContentHashes() {}

    /**
     * The hash of one file.
     *
     * @param sha256 in lower-case hexadecimal, or null if the file cannot be read
     * @param problem why not
     */
    record Hashed(@Nullable String sha256, String problem) {}

    /** Hashes files; the result is in their order. */
    static List<Hashed> of(List<Path> files, ScanListener listener) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), ContentHashes::thread);
        try {
            List<Future<List<Hashed>>> chunks = new ArrayList<>();
            for (int from = 0; from < files.size(); from += CHUNK) {
                List<Path> chunk = files.subList(from, Math.min(files.size(), from + CHUNK));
                chunks.add(threads.submit(() -> hash(chunk)));
            }
            List<Hashed> hashes = new ArrayList<>(files.size());
            for (Future<List<Hashed>> chunk : chunks) {
                hashes.addAll(chunk.get());
                listener.filesRead(hashes.size(), files.size());
            }
            return hashes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("interrupted while reading the data set", e);
        } catch (ExecutionException e) {
            throw new DatasetException("cannot read the data set: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Hashed> hash(List<Path> files) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        byte[] buffer = new byte[BUFFER];
        List<Hashed> hashes = new ArrayList<>(files.size());
        for (Path file : files) {
            digest.reset();
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
                hashes.add(new Hashed(Hex.encodeHexString(digest.digest()), ""));
            } catch (IOException e) {
                hashes.add(new Hashed(null, e.toString()));
            }
        }
        return hashes;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "data-set-reader");
        thread.setDaemon(true);
        return thread;
    }
}
