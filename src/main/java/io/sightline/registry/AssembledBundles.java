package io.sightline.registry;

import io.sightline.model.Bundle;
import io.sightline.model.ModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bundles put together again from chunks: a folder for each model, in it one for each version. */
final class AssembledBundles {
    private static final Logger logger = LoggerFactory.getLogger(AssembledBundles.class);

    private final Path folder;
    private final ChunkCache chunks;

    AssembledBundles(Path folder, ChunkCache chunks) {
        this.folder = folder;
        this.chunks = chunks;
    }

    /**
     * A version as a bundle; what is on disk already is taken if all of its files have their hashes.
     *
     * @throws MissingChunkException naming the chunk, if one is not in the cache or damaged there
     * @throws RegistryException if the files are not what the manifest says, or the disk does not take
     *     them
     */
    Bundle get(PublishedVersion version) {
        Path target = folder.resolve(version.name()).resolve(String.valueOf(version.version()));
        try {
            if (!isWhole(target, version)) {
                assemble(target, version);
            }
            return Bundle.read(target);
        } catch (IOException e) {
            throw new RegistryException(
                    "version " + version.version() + " of " + version.name() + " cannot be put into " + target + ": "
                            + e,
                    e);
        } catch (ModelException e) {
            throw new RegistryException(
                    "version " + version.version() + " of " + version.name() + " is no model: " + e.getMessage(), e);
        }
    }

    /** Deletes the versions that are not wanted. */
    void keepOnly(BiPredicate<String, String> wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            for (Path model : folders(folder)) {
                for (Path version : folders(model)) {
                    if (!wanted.test(
                            model.getFileName().toString(),
                            version.getFileName().toString())) {
                        FileUtils.deleteDirectory(version.toFile());
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            logger.warn("Versions that are deleted in the registry stay in {}: {}", folder, e.toString());
        }
    }

    private void assemble(Path target, PublishedVersion version) throws IOException {
        Files.createDirectories(target.getParent());
        Path partial = Files.createDirectory(target.resolveSibling(".partial-" + UUID.randomUUID()));
        try {
            for (PublishedFile file : version.files()) {
                write(partial.resolve(file.path()), file, version);
            }
            if (Files.exists(target)) { // damaged, or another registry's
                FileUtils.deleteDirectory(target.toFile());
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileUtils.deleteDirectory(partial.toFile());
        }
    }

    private void write(Path to, PublishedFile file, PublishedVersion version) throws IOException {
        Files.createDirectories(to.getParent());
        try (OutputStream out = Files.newOutputStream(to)) {
            for (String sha256 : file.chunks()) {
                out.write(chunks.read(sha256).orElseThrow(() -> new MissingChunkException(sha256, file, version)));
            }
        }
        if (!isWhole(to, file)) {
            throw new RegistryException("the chunks of " + file.path() + " in version " + version.version() + " of "
                    + version.name() + " do not give the file that its manifest says; publish the model again");
        }
    }

    private static boolean isWhole(Path target, PublishedVersion version) throws IOException {
        for (PublishedFile file : version.files()) {
            if (!isWhole(target.resolve(file.path()), file)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(Path path, PublishedFile file) throws IOException {
        return Files.isRegularFile(path)
                && Files.size(path) == file.size()
                && Chunks.of(path, file.path(), (sha256, bytes) -> {}).sha256().equals(file.sha256());
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
