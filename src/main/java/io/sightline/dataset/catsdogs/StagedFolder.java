package io.sightline.dataset.catsdogs;

import io.sightline.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** A folder that appears, by one rename, when all that belongs into it is there. */
final class StagedFolder implements AutoCloseable {
    private final Path out;
    private final Path part;
    private boolean begun;

    StagedFolder(Path out) {
        this.out = out.toAbsolutePath().normalize();
        this.part = this.out.resolveSibling(this.out.getFileName() + ".part");
    }

    /** Where to write until then. */
    Path folder() {
        return part;
    }

    /**
     * Starts with an empty folder.
     *
     * @throws DatasetException if there is something in the way
     */
    void begin() throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> entries = Files.isDirectory(out) ? Files.list(out) : Stream.of(out)) {
                if (entries.findAny().isPresent()) {
                    throw new DatasetException(
                            out + " is there already with something else in it; give another --out or remove it");
                }
            }
        }
        FileUtils.deleteDirectory(part.toFile());
        Files.createDirectories(part);
        begun = true;
    }

    /** Lets the folder appear. */
    void finish() throws IOException {
        Files.deleteIfExists(out);
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
        begun = false;
    }

    /** Removes what is not finished. */
    @Override
    public void close() throws IOException {
        if (begun) {
            FileUtils.deleteDirectory(part.toFile());
        }
    }
}
