package io.sightline.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of numbered versions of one model, as TensorFlow Serving watches it. */
final class Versions {
    private final Path folder;

    private Versions(Path folder) {
        this.folder = folder;
    }

    static Versions of(Path folder) {
        return new Versions(folder);
    }

    /** The folder of the highest version. */
    Path latest() {
        if (!Files.isDirectory(folder)) {
            throw new ModelException("there is no folder " + folder);
        }
        return highest()
                .map(version -> folder.resolve(String.valueOf(version)))
                .orElseThrow(() -> new ModelException(folder + " holds neither a model bundle nor numbered versions"
                        + " of one; give a folder that `sightline train` wrote"));
    }

    Optional<Integer> highest() {
        return numbers().stream().max(Comparator.naturalOrder());
    }

    /** Moves a finished folder, on the same disk, to its place among the versions. */
    Path add(Path finished, int version) throws IOException {
        Path target = folder.resolve(String.valueOf(version));
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Integer> numbers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new ModelException("cannot list " + folder + ": " + e, e);
        }
    }
}
