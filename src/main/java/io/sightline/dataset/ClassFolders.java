package io.sightline.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folders of pictures in a folder, one for each class. Links are followed. What starts with a dot is
 * passed over, and so are the folders that archivers and file systems leave behind.
 */
final class ClassFolders {
    /** The endings of picture files, lower case. */
    static final List<String> ENDINGS = List.of("bmp", "gif", "jpeg", "jpg", "png", "tif", "tiff", "webp");

    /** Labels in the order of Keras, which is that of Python: by code points. */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private static final Set<String> LEFT_BEHIND =
            Set.of("__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found");

    private ClassFolders() {}

    /**
     * The folders of a folder by their names, sorted; names in Unicode's composed form (NFC), as one file
     * system may decompose what another does not.
     *
     * @throws DatasetException if two names differ in nothing else
     */
    static SortedMap<String, Path> in(Path folder) throws IOException {
        SortedMap<String, Path> found = new TreeMap<>(ORDER);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path entry : entries) {
                String name = Normalizer.normalize(entry.getFileName().toString(), Normalizer.Form.NFC);
                if (isIgnored(name)) {
                    continue;
                }
                Path other = found.put(name, entry);
                if (other != null) {
                    throw new DatasetException(folder + " has two folders for the class " + name
                            + ", written alike in different Unicode forms; put their pictures into one");
                }
            }
        }
        return found;
    }

    /** Whether there are pictures right in a folder. */
    static boolean hasPictures(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ClassFolders::isPicture)) {
            return entries.iterator().hasNext();
        }
    }

    /**
     * The pictures in a class' folder, at any depth, sorted by path.
     *
     * @param problems gets what cannot be read
     */
    static List<Path> pictures(Path classFolder, List<Problem> problems) throws IOException {
        List<Path> pictures = new ArrayList<>();
        Files.walkFileTree(
                classFolder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return !folder.equals(classFolder)
                                        && isIgnored(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!isPicture(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (attributes.isSymbolicLink()) {
                            problems.add(Problem.unreadable(file, "the link leads nowhere"));
                        } else if (attributes.isRegularFile() && attributes.size() == 0) {
                            problems.add(Problem.unreadable(file, "it is empty"));
                        } else if (attributes.isRegularFile()) {
                            pictures.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        if (failure instanceof FileSystemLoopException) {
                            problems.add(Problem.unreadable(file, "the link leads back to a folder it is in"));
                        } else if (!isIgnored(file.getFileName().toString())) {
                            problems.add(Problem.unreadable(file, failure.toString()));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(pictures);
        return pictures;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return !isIgnored(name)
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".") || LEFT_BEHIND.contains(name);
    }
}
