package io.sightline.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A data set of pictures, a folder for each class, as Keras' {@code image_dataset_from_directory}
 * reads it: classes in the order of their names, pictures in folders of any depth. Hidden files and
 * files with other endings are passed over.
 *
 * <p>The classes may lie in {@code train/}, {@code validation/} or {@code val/}, and {@code test/}, any
 * of them. Without them pictures are split 80/10/10 by their content. Of {@code train/} alone the same
 * shares are taken; beside {@code test/} a tenth of it is for validation. A picture that lies in several
 * of these folders, by its content, is kept for test alone, else for validation alone.
 *
 * @param labels the classes, sorted
 * @param photos every picture, in the order of folders, labels and paths
 * @param problems what its owner should know
 */
public record ImageFolder(List<String> labels, List<Photo> photos, List<Problem> problems) {
    private static final int NAMED = 5;

    public ImageFolder {
        labels = List.copyOf(labels);
        photos = List.copyOf(photos);
        problems = List.copyOf(problems);
    }

    /** A data set without problems. */
    public ImageFolder(List<String> labels, List<Photo> photos) {
        this(labels, photos, List.of());
    }

    /**
     * Makes sure that there is a data set, without reading its pictures.
     *
     * @throws DatasetException if there is no such folder, or fewer than two classes
     */
    public static void check(Path folder) {
        layout(folder);
    }

    /** Lists a data set and tells nobody how it goes on; see {@link #scan(Path, ScanListener)}. */
    public static ImageFolder scan(Path folder) {
        return scan(folder, ScanListener.none());
    }

    /**
     * Lists a data set. Every file is read through once for its SHA-256, none is decoded.
     *
     * @throws DatasetException if there is no such folder, fewer than two classes, or a class without
     *     pictures
     */
    public static ImageFolder scan(Path folder, ScanListener listener) {
        FolderLayout layout = layout(folder);
        try {
            return new FolderScan(folder, layout).run(listener);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static FolderLayout layout(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("there is no folder " + folder);
        }
        try {
            return FolderLayout.of(folder);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static DatasetException unreadable(Path folder, IOException cause) {
        return new DatasetException("cannot read the data set " + folder + ": " + cause, cause);
    }

    /** The pictures of one split. */
    public List<Photo> photos(Split split) {
        return photos.stream().filter(photo -> photo.split() == split).toList();
    }

    /** The files that were passed over, as they are empty or cannot be opened. Others turn out when they are decoded. */
    public List<PhotoReader.Unreadable> unreadable() {
        return problems.stream()
                .filter(problem -> problem.kind() == Problem.Kind.UNREADABLE)
                .map(problem -> new PhotoReader.Unreadable(problem.files().get(0), problem.what()))
                .toList();
    }

    /** How many pictures of each class there are for what, in the order of the labels. */
    public List<ClassCount> counts() {
        int[][] counts = new int[labels.size()][Split.values().length];
        for (Photo photo : photos) {
            counts[photo.label()][photo.split().ordinal()]++;
        }
        List<ClassCount> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            rows.add(new ClassCount(
                    labels.get(label),
                    counts[label][Split.TRAIN.ordinal()],
                    counts[label][Split.VALIDATION.ordinal()],
                    counts[label][Split.TEST.ordinal()]));
        }
        return rows;
    }

    /**
     * Makes sure that there are no problems, for those who want to be strict.
     *
     * @throws DatasetException naming the first of them
     */
    public void requireSound() {
        if (!problems.isEmpty()) {
            List<String> named =
                    problems.stream().limit(NAMED).map(Problem::message).toList();
            int more = problems.size() - named.size();
            throw new DatasetException("the data set has problems: " + String.join("; ", named)
                    + (more == 0 ? "" : "; and " + more + " more") + ". Mend them, or go on without --strict");
        }
    }

    /** SHA-256 over the pictures' contents, classes and splits: the same for the same data anywhere. */
    public String hash() {
        List<String> lines = photos.stream()
                .map(photo -> photo.sha256() + " " + photo.split() + " " + labels.get(photo.label()))
                .sorted()
                .toList();
        return DigestUtils.sha256Hex(String.join("\n", lines));
    }
}
