package io.sightline.training;

import io.sightline.dataset.DatasetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The hidden folder beside a model's versions that a training works in: activations of pictures, which
 * the next training of the same data and backbone finds again, and the checkpoint. One training at a
 * time has it. It may be deleted whenever none runs.
 */
final class Workspace implements AutoCloseable {
    /** Its name in the folder of versions. */
    static final String NAME = ".training";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Workspace(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the workspace, and clears away what a killed training left half written.
     *
     * @param out folder of the model's versions
     * @throws DatasetException if another training has it
     */
    static Workspace open(Path out) {
        Path folder = out.resolve(NAME);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DatasetException(
                        "another training writes to " + out + "; wait for it, or give another --out");
            }
            deletePartial(out);
            return new Workspace(folder, channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Where the activations of a network's layer are kept. */
    Path activations(String networkSha256, boolean orientation, String layer) {
        return folder.resolve("%s-%s-%s.rows"
                .formatted(
                        layer.replace('/', '_'), networkSha256.substring(0, 16), orientation ? "upright" : "stored"));
    }

    /** Where the state of a training that was cut short is kept. */
    Path checkpoint() {
        return folder.resolve("checkpoint.safetensors");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot leave " + folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    private static void deletePartial(Path out) throws IOException {
        try (DirectoryStream<Path> partial = Files.newDirectoryStream(out, ".partial*")) {
            for (Path folder : partial) {
                FileUtils.deleteDirectory(folder.toFile());
            }
        }
    }
}
