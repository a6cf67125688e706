package io.sightline.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks on disk, a file each, named by their hashes. A file is there whole or not at all, and what
 * happens to it later is noticed when it is read.
 */
final class ChunkCache implements ChunkListener {
    private static final Logger logger = LoggerFactory.getLogger(ChunkCache.class);

    private final Path folder;

    ChunkCache(Path folder) {
        this.folder = folder;
    }

    /** Keeps a chunk. If the disk does not take it, it stays absent. */
    @Override
    public void came(String sha256, byte[] bytes) {
        Path file = file(sha256);
        try {
            if (Files.isRegularFile(file)
                    && Files.size(file) == bytes.length
                    && Arrays.equals(Files.readAllBytes(file), bytes)) {
                return;
            }
            Path parent = folder.resolve(sha256.substring(0, 2));
            Files.createDirectories(parent);
            Path partial = parent.resolve(".partial-" + UUID.randomUUID());
            try {
                Files.write(partial, bytes);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            logger.error(
                    "The chunk {} of a model cannot be kept in {}; it is read again when needed", sha256, folder, e);
        }
    }

    @Override
    public void went(String sha256) {
        try {
            Files.deleteIfExists(file(sha256));
        } catch (IOException e) {
            logger.warn("The chunk {} of a deleted model stays in {}: {}", sha256, folder, e.toString());
        }
    }

    /** A chunk's bytes; empty if it is not there, or no longer has its hash. */
    Optional<byte[]> read(String sha256) throws IOException {
        Path file = file(sha256);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        return Chunks.hash(bytes).equals(sha256) ? Optional.of(bytes) : Optional.empty();
    }

    /** Deletes what is there but for some: chunks that were deleted while nobody looked, and halves. */
    void keepOnly(Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> unwanted = files.filter(Files::isRegularFile)
                    .filter(file -> !wanted.test(file.getFileName().toString()))
                    .toList();
            for (Path file : unwanted) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            logger.warn("Chunks of deleted models stay in {}: {}", folder, e.toString());
        }
    }

    private Path file(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
