package io.sightline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A folder for the time of one command. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    TemporaryFolder(String prefix) throws IOException {
        this.path = Files.createTempDirectory(prefix).toRealPath();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(path.toFile());
    }
}
