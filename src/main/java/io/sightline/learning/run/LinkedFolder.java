package io.sightline.learning.run;

import io.sightline.dataset.ClassCount;
import io.sightline.dataset.Photo;
import io.sightline.learning.examples.ExampleExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A run's pictures as a data set on disk: links, in a folder for each class, in one for each split. */
final class LinkedFolder {
    private LinkedFolder() {}

    /**
     * Makes it.
     *
     * @param folder that is not there yet
     * @throws io.sightline.learning.examples.LearningException if a label cannot be a folder's name
     */
    static Path of(LearningData data, Path folder) {
        List<String> labels = data.labels();
        labels.forEach(ExampleExport::requireFolderName);
        try {
            for (ClassCount count : data.counts()) {
                Files.createDirectories(folder.resolve("train").resolve(count.label()));
            }
            for (Photo photo : data.all().photos()) {
                Path target = Files.createDirectories(
                        folder.resolve(photo.split().name().toLowerCase(Locale.ROOT))
                                .resolve(labels.get(photo.label())));
                Files.createSymbolicLink(
                        target.resolve(photo.sha256() + ending(photo.file())),
                        photo.file().toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the pictures of a run together in " + folder, e);
        }
        return folder;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? ".jpg" : name.substring(dot);
    }
}
