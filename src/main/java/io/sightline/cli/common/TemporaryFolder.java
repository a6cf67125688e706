package io.sightline.cli.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A folder for the time of one command. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    /**
     * Makes one.
     *
     * @param prefix of its name
     * @throws IOException if it cannot be made
     */
    public TemporaryFolder(String prefix) throws IOException {
        this.path = Files.createTempDirectory(prefix).toRealPath();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Deletes it and all that is in it. */
    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(path.toFile());
    }
}
