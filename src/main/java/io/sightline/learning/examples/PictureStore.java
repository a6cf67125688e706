package io.sightline.learning.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A folder of JPEGs, each named by its SHA-256, so that a picture is written once whatever ids it has. It
 * holds nothing that is not in the examples topic: it may be deleted when no service runs.
 *
 * <p>Threading notes: any number of threads.
 */
public final class PictureStore {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    /**
     * Nothing is touched yet.
     *
     * @param folder made at the first picture
     */
    public PictureStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Where a picture is, or would be.
     *
     * @throws IllegalArgumentException if that is no SHA-256
     */
    public Path file(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(sha256 + " is no SHA-256 in lower-case hexadecimal");
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + ".jpg");
    }

    /**
     * Keeps a picture, unless it is there unharmed.
     *
     * @throws IllegalArgumentException if the bytes do not have that hash
     * @throws UncheckedIOException if it cannot be written
     */
    public void put(String sha256, byte[] jpeg) {
        Path file = file(sha256);
        String found = DigestUtils.sha256Hex(jpeg);
        if (!found.equals(sha256)) {
            throw new IllegalArgumentException("the picture has the SHA-256 " + found + ", not " + sha256);
        }
        try {
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), jpeg)) {
                return;
            }
            Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
            Path partial = Files.createTempFile(parent, ".part", ".jpg");
            try {
                Files.write(partial, jpeg);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the picture " + file, e);
        }
    }

    /** Deletes every picture that is not among those wanted: what reviewers took back must not stay. */
    public void retain(Set<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!wanted.contains(file.getFileName().toString().replaceAll("\\.jpg$", ""))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder, e);
        }
    }
}
