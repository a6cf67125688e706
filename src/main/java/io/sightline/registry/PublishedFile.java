package io.sightline.registry;

import java.util.Arrays;
import java.util.List;

/**
 * One file of a version.
 *
 * @param path within the bundle's folder, parts separated by {@code /}
 * @param size bytes
 * @param sha256 of the whole file, lower-case hexadecimal
 * @param chunks the SHA-256 of each chunk, in their order
 */
public record PublishedFile(String path, long size, String sha256, List<String> chunks) {
    /**
     * @throws IllegalArgumentException if the path leads, or might on some system lead, out of the
     *     bundle's folder, or the rest cannot be
     */
    public PublishedFile {
        if (path.isEmpty() || path.contains("\\") || path.contains(":") || path.contains("\0")) {
            throw new IllegalArgumentException("\"" + path + "\" is no path within a bundle");
        }
        if (Arrays.stream(path.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            throw new IllegalArgumentException("the path " + path + " leads out of the bundle's folder");
        }
        if (size < 0 || chunks.stream().anyMatch(chunk -> !Chunks.isHash(chunk))) {
            throw new IllegalArgumentException("the size or the chunks of " + path + " cannot be");
        }
        chunks = List.copyOf(chunks);
    }
}
