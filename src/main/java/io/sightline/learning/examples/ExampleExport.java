package io.sightline.learning.examples;

import io.sightline.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Writes the examples as a data set: a folder for each class. */
public final class ExampleExport {
    /** What is a folder's name on every system, and not one that stands for something else. */
    private static final Pattern FOLDER = Pattern.compile("[^./\\\\:*?\"<>|\\p{Cntrl}][^/\\\\:*?\"<>|\\p{Cntrl}]*");

    private ExampleExport() {}

    /**
     * Writes all examples there are.
     *
     * @param out folder that is empty or not there yet
     * @return how many pictures of each class were written
     * @throws LearningException if the folder has something in it, or a label cannot be a folder's name
     * @throws io.sightline.kafka.ClusterException if the cluster or the topic is not there
     */
    public static Map<String, Integer> to(Path out, Settings settings) {
        requireEmpty(out);
        Path staging = out.resolve(".pictures");
        try {
            PictureStore pictures = new PictureStore(staging);
            ExampleSet set = ExampleFollower.now(settings, pictures).set();
            set.counts().keySet().forEach(ExampleExport::requireFolderName);
            for (LabelledPicture picture : set.pictures()) {
                Path folder = Files.createDirectories(out.resolve(picture.label()));
                Path file = pictures.file(picture.sha256());
                Files.move(file, folder.resolve(file.getFileName()));
            }
            return set.counts();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the examples into " + out + ": " + e.getMessage(), e);
        } finally {
            FileUtils.deleteQuietly(staging.toFile());
        }
    }

    private static void requireEmpty(Path out) {
        if (!Files.exists(out)) {
            return;
        }
        try (Stream<Path> entries = Files.list(out)) {
            if (entries.findAny().isPresent()) {
                throw new LearningException(out + " is not empty; pictures that have another label now would be in two"
                        + " folders. Give a new folder");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + out + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that a label can be the name of a folder.
     *
     * @throws LearningException saying what to do if it cannot
     */
    public static void requireFolderName(String label) {
        if (!FOLDER.matcher(label).matches()) {
            throw new LearningException("the label \"" + label + "\" cannot be the name of a folder; label its pictures"
                    + " anew, or take it back");
        }
    }
}
