package io.sightline.dataset.catsdogs;

import io.sightline.dataset.ClassCount;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sorted; kept in the folder as {@code dataset.json}.
 *
 * @param archive name of the file it came from
 * @param counts pictures of each class
 * @param leftOut files of the archive that are no pictures, sorted by name
 */
public record PreparedDataset(String archive, List<ClassCount> counts, List<LeftOut> leftOut) {
    /** Where it is kept in the data set's folder. */
    public static final String FILE = "dataset.json";

    /**
     * A file that was left out.
     *
     * @param name in the archive
     * @param reason why, in words
     */
    public record LeftOut(String name, String reason) {}

    public PreparedDataset {
        counts = List.copyOf(counts);
        leftOut = List.copyOf(leftOut);
    }

    /** Pictures in all. */
    public int pictures() {
        return counts.stream()
                .mapToInt(count -> count.train() + count.validation() + count.test())
                .sum();
    }

    static @Nullable PreparedDataset find(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Json.mapper().readValue(file.toFile(), PreparedDataset.class) : null;
    }

    void write(Path folder) throws IOException {
        Json.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(FILE).toFile(), this);
    }
}
