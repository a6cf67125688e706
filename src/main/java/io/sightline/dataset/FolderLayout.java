package io.sightline.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a data set's classes lie: right in its folder, or in folders for training, validation and test.
 *
 * @param parts what is read, in order
 * @param labels the classes, sorted
 * @param passedOver folders that are not part of it
 */
record FolderLayout(List<Part> parts, List<String> labels, List<Path> passedOver) {
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final List<String> VALIDATION = List.of("validation", "val");

    /**
     * Folders with the same purpose.
     *
     * @param folder they are in
     * @param classes by name
     * @param split what a picture is for, by its SHA-256
     */
    record Part(Path folder, SortedMap<String, Path> classes, Function<String, Split> split) {}

    /**
     * Finds out.
     *
     * @throws DatasetException if it cannot be told, or there are fewer than two classes
     */
    static FolderLayout of(Path folder) throws IOException {
        SortedMap<String, Path> top = ClassFolders.in(folder);
        Path train = top.get(TRAIN);
        Path validation = validation(folder, top);
        Path test = top.get(TEST);
        if (isSplit(top, train, validation, test)) {
            return split(folder, top, train, validation, test);
        }
        return checked(
                folder,
                new FolderLayout(
                        List.of(new Part(folder, top, Split::ofContent)), List.copyOf(top.keySet()), List.of()));
    }

    /** A class may well be named train: beside classes of other names it is one. */
    private static boolean isSplit(
            Map<String, Path> top, @Nullable Path train, @Nullable Path validation, @Nullable Path test)
            throws IOException {
        long known = top.values().stream()
                .filter(path -> path.equals(train) || path.equals(validation) || path.equals(test))
                .count();
        boolean nothingElse = known > 0 && known == top.size();
        boolean several = train != null && known > 1;
        if (!nothingElse && !several) {
            return false;
        }
        for (Path part : new Path[] {train, validation, test}) {
            if (part != null && ClassFolders.in(part).isEmpty() && ClassFolders.hasPictures(part)) {
                return false; // pictures right in it: it is a class itself
            }
        }
        return true;
    }

    private static FolderLayout split(
            Path folder,
            SortedMap<String, Path> top,
            @Nullable Path train,
            @Nullable Path validation,
            @Nullable Path test)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        if (train != null) {
            parts.add(new Part(train, ClassFolders.in(train), ofTraining(validation != null, test != null)));
        }
        if (validation != null) {
            parts.add(new Part(validation, ClassFolders.in(validation), sha256 -> Split.VALIDATION));
        }
        if (test != null) {
            parts.add(new Part(test, ClassFolders.in(test), sha256 -> Split.TEST));
        }
        Set<String> labels = new TreeSet<>(ClassFolders.ORDER);
        for (Part part : parts) {
            if (train != null && part.folder() != train) {
                refuseOthers(part, labels);
            }
            labels.addAll(part.classes().keySet());
        }
        List<Path> passedOver = new ArrayList<>(top.values());
        parts.forEach(part -> passedOver.remove(part.folder()));
        return checked(train == null ? folder : train, new FolderLayout(parts, List.copyOf(labels), passedOver));
    }

    /** What there is no folder for is taken out of the training pictures by their content. */
    private static Function<String, Split> ofTraining(boolean hasValidation, boolean hasTest) {
        return sha256 -> switch (Split.ofContent(sha256)) {
            case TRAIN -> Split.TRAIN;
            case VALIDATION -> hasValidation ? Split.TRAIN : Split.VALIDATION;
            case TEST -> hasValidation || hasTest ? Split.TRAIN : Split.TEST;
        };
    }

    private static void refuseOthers(Part part, Set<String> known) {
        Set<String> unknown = new TreeSet<>(part.classes().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new DatasetException(part.folder() + " has classes that train/ has not: " + unknown
                    + "; add pictures of them to train/, or remove them");
        }
    }

    private static @Nullable Path validation(Path folder, Map<String, Path> top) {
        if (top.keySet().containsAll(VALIDATION)) {
            throw new DatasetException(folder + " has both validation/ and val/; put their pictures into one");
        }
        Path validation = top.get(VALIDATION.get(0));
        return validation == null ? top.get(VALIDATION.get(1)) : validation;
    }

    private static FolderLayout checked(Path folder, FolderLayout layout) throws IOException {
        int classes = layout.labels().size();
        if (classes < 2) {
            throw new DatasetException(folder + " has "
                    + (classes == 0 ? "no class" : "one class, " + layout.labels())
                    + (classes == 0 && ClassFolders.hasPictures(folder) ? ", only pictures right in it" : "")
                    + "; it needs a folder of pictures for each of at least two classes");
        }
        return layout;
    }
}
