package io.sightline.engine;

import io.sightline.config.Build;
import io.sightline.config.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks TensorFlow's shared libraries from the class path into the cache, once for each version
 * and platform. A folder appears under its final name only when it is whole (rename), and a file
 * lock keeps two processes that start together from doing the work twice.
 */
final class TensorFlowNatives {
    private static final Logger logger = LoggerFactory.getLogger(TensorFlowNatives.class);

    private final Platform platform;
    private final Path cache;

    TensorFlowNatives(Platform platform, Path cache) {
        this.platform = platform;
        this.cache = cache;
    }

    static Path unpackForThisMachine() {
        return new TensorFlowNatives(Platform.current(), CacheDirectory.path()).unpack();
    }

    /**
     * Returns the folder with the libraries, unpacking them first where needed.
     *
     * @throws EngineException if the class path has no libraries for this platform, or the cache
     *     cannot be written
     */
    Path unpack() {
        Path folder = cache.resolve("tensorflow-" + Build.tensorFlowNativeVersion() + "-" + platform.classifier());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            Path lockFile = cache.resolve(folder.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    unpackInto(folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new EngineException(
                    "cannot unpack TensorFlow into " + folder + " (" + e + "); it needs 650 MB there, or set"
                            + " SIGHTLINE_CACHE to a folder with room",
                    e);
        }
    }

    private void unpackInto(Path folder) throws IOException {
        logger.info("Unpacking TensorFlow {} into {} (once)", Build.tensorFlowNativeVersion(), folder);
        deleteLeftovers(folder.getFileName() + ".partial");
        Path partial = Files.createTempDirectory(cache, folder.getFileName() + ".partial");
        try {
            for (String library : platform.libraries()) {
                try (InputStream in = open(library)) {
                    Files.copy(in, partial.resolve(library));
                }
            }
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileUtils.deleteDirectory(partial.toFile());
        }
    }

    /** What a process that was killed while unpacking has left; the lock says that none is at it now. */
    private void deleteLeftovers(String prefix) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(cache, prefix + "*")) {
            for (Path leftover : leftovers) {
                FileUtils.deleteDirectory(leftover.toFile());
            }
        }
    }

    private InputStream open(String library) {
        String resource = "/org/tensorflow/internal/c_api/" + platform.classifier() + "/" + library;
        InputStream in = TensorFlowNatives.class.getResourceAsStream(resource);
        if (in == null) {
            throw new EngineException("this build of Sightline carries no TensorFlow for " + platform.classifier()
                    + "; build it on that platform");
        }
        return in;
    }
}
