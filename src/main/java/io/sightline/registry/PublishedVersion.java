package io.sightline.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model as the registry has it: the JSON value of the record {@code
 * <name>/versions/<version>}.
 *
 * @param name the model's name
 * @param version a positive integer; one counter for each name
 * @param files of the bundle, by path
 * @param model the bundle's own {@code model.json}
 * @param publishedAt when
 * @param by who published it
 * @param why the reason, in words, or null
 */
public record PublishedVersion(
        String name,
        int version,
        List<PublishedFile> files,
        JsonNode model,
        Instant publishedAt,
        String by,
        @Nullable String why) {
    public PublishedVersion {
        Objects.requireNonNull(name, "name is missing");
        Objects.requireNonNull(model, "model is missing");
        Objects.requireNonNull(publishedAt, "publishedAt is missing");
        Objects.requireNonNull(by, "by is missing");
        files = List.copyOf(files);
        Set<String> paths = new HashSet<>();
        for (PublishedFile file : files) {
            if (!paths.add(file.path())) {
                throw new IllegalArgumentException("the path " + file.path() + " is there twice");
            }
        }
    }

    /** Bytes of all files. */
    public long size() {
        return files.stream().mapToLong(PublishedFile::size).sum();
    }

    /** The hashes of all chunks it is made of. */
    Set<String> chunks() {
        return files.stream().flatMap(file -> file.chunks().stream()).collect(Collectors.toSet());
    }
}
