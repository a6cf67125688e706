package io.sightline.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A data set of pictures, a folder for each class, as Keras' {@code image_dataset_from_directory}
 * reads it: classes in the order of their names, pictures in folders of any depth. Hidden files and
 * files with other endings are passed over. The folders may lie in {@code train/}, {@code
 * validation/} or {@code val/}, and {@code test/}; otherwise pictures are split by their content.
 *
 * @param labels the classes, sorted
 * @param photos every picture, in the order of labels and paths
 */
public record ImageFolder(List<String> labels, List<Photo> photos) {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff");

    public ImageFolder {
        labels = List.copyOf(labels);
        photos = List.copyOf(photos);
    }

    /**
     * Lists a data set.
     *
     * @throws DatasetException if there is no such folder, fewer than two classes, or a class without
     *     pictures
     */
    public static ImageFolder scan(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("there is no folder " + folder);
        }
        try {
            Path train = folder.resolve("train");
            Path validation = firstExisting(folder, "validation", "val");
            Path test = firstExisting(folder, "test");
            boolean splitByFolder = Files.isDirectory(train) && (validation != null || test != null);
            Path classes = splitByFolder ? train : folder;
            List<String> labels = labels(classes);
            if (labels.size() < 2) {
                throw new DatasetException(classes + " has " + (labels.isEmpty() ? "no class" : "one class, " + labels)
                        + "; it needs a folder of pictures for each of at least two classes");
            }
            List<Photo> photos = new ArrayList<>();
            if (splitByFolder) {
                add(photos, train, labels, sha256 -> trainOrValidation(sha256, validation == null));
                addHeldOut(photos, validation, labels, Split.VALIDATION);
                addHeldOut(photos, test, labels, Split.TEST);
            } else {
                add(photos, folder, labels, Split::ofContent);
            }
            checkEveryClassHasPhotos(classes, labels, photos);
            return new ImageFolder(labels, photos);
        } catch (IOException e) {
            throw new DatasetException("cannot read the data set " + folder + ": " + e, e);
        }
    }

    /** The pictures of one split. */
    public List<Photo> photos(Split split) {
        return photos.stream().filter(photo -> photo.split() == split).toList();
    }

    /** SHA-256 over the pictures' contents, classes and splits: the same for the same data anywhere. */
    public String hash() {
        List<String> lines = photos.stream()
                .map(photo -> photo.sha256() + " " + photo.split() + " " + labels.get(photo.label()))
                .sorted()
                .toList();
        return DigestUtils.sha256Hex(String.join("\n", lines));
    }

    private static void addHeldOut(List<Photo> photos, @Nullable Path folder, List<String> labels, Split split)
            throws IOException {
        if (folder == null) {
            return;
        }
        Set<String> unknown = new TreeSet<>(labels(folder));
        labels.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new DatasetException(folder + " has classes that train/ has not: " + unknown);
        }
        add(photos, folder, labels, sha256 -> split);
    }

    /** Without a folder for validation a share of the training pictures is for that. */
    private static Split trainOrValidation(String sha256, boolean both) {
        return both && Split.ofContent(sha256) == Split.VALIDATION ? Split.VALIDATION : Split.TRAIN;
    }

    private static void add(
            List<Photo> photos, Path folder, List<String> labels, Function<String, Split> splitOfContent)
            throws IOException {
        for (int label = 0; label < labels.size(); label++) {
            Path classFolder = folder.resolve(labels.get(label));
            if (!Files.isDirectory(classFolder)) {
                continue;
            }
            for (Path file : pictures(classFolder)) {
                String sha256 = sha256(file);
                photos.add(new Photo(file, label, sha256, splitOfContent.apply(sha256)));
            }
        }
    }

    private static List<String> labels(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> pictures(Path classFolder) throws IOException {
        try (Stream<Path> files = Files.walk(classFolder)) {
            return files.filter(file -> isPicture(classFolder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPicture(Path relative) {
        for (Path step : relative) {
            if (step.toString().startsWith(".")) {
                return false;
            }
        }
        String name = relative.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static void checkEveryClassHasPhotos(Path folder, List<String> labels, List<Photo> photos) {
        for (int label = 0; label < labels.size(); label++) {
            int wanted = label;
            if (photos.stream().noneMatch(photo -> photo.label() == wanted)) {
                throw new DatasetException("class " + labels.get(label) + " in " + folder + " has no pictures ("
                        + String.join(", ", new TreeSet<>(ENDINGS)) + "); add some or remove the folder");
            }
        }
    }

    private static @Nullable Path firstExisting(Path folder, String... names) {
        for (String name : names) {
            if (Files.isDirectory(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return null;
    }

    private static String sha256(Path file) throws IOException {
        return new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file);
    }
}
