package io.sightline.registry;

import io.sightline.model.Bundle;
import io.sightline.model.ModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a bundle as they go into the registry: all but hidden ones, {@code model.json} with its new number. */
final class BundleFiles {
    private BundleFiles() {}

    /**
     * Reads all files, chunk by chunk.
     *
     * @param manifest what {@code model.json} shall be
     * @throws ModelException if they cannot be read, or are no longer what they were when the bundle was read
     */
    static List<PublishedFile> read(Bundle bundle, byte[] manifest, Chunks.Sink sink) {
        List<PublishedFile> files = new ArrayList<>();
        try {
            for (String path : paths(bundle.folder())) {
                PublishedFile file = path.equals(Bundle.MANIFEST)
                        ? Chunks.of(new ByteArrayInputStream(manifest), path, sink)
                        : Chunks.of(bundle.folder().resolve(path), path, sink);
                if (path.equals(Bundle.SAVED_MODEL)
                        && !file.sha256().equals(bundle.manifest().savedModelSha256())) {
                    throw new ModelException(bundle.folder().resolve(path) + " has changed since it was read");
                }
                files.add(file);
            }
            return files;
        } catch (IOException e) {
            throw new ModelException("cannot read " + bundle.folder() + ": " + e, e);
        }
    }

    private static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .map(BundleFiles::path)
                    .filter(path -> !("/" + path).contains("/."))
                    .sorted()
                    .toList();
        }
    }

    private static String path(Path relative) {
        return String.join(
                "/",
                StreamSupport.stream(relative.spliterator(), false)
                        .map(Path::toString)
                        .toList());
    }
}
