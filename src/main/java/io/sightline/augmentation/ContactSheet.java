package io.sightline.augmentation;

import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * One picture to look at before training: some pictures of a data set, each with what augmentation
 * makes of it in the first epochs, as the network will see them.
 *
 * @param spec what is done to them
 * @param seed of everything random; with the training's seed these are the training's pictures
 * @param pictures rows of the sheet, at least 1
 * @param versions augmented columns beside the originals: those of epochs 1, 2, ...; at least 1
 */
public record ContactSheet(AugmentationSpec spec, long seed, int pictures, int versions) {
    /** Rows of a sheet if nothing else is said. */
    public static final int PICTURES = 6;
    /** Augmented columns of a sheet if nothing else is said. */
    public static final int VERSIONS = 5;

    public ContactSheet {
        if (pictures < 1 || versions < 1) {
            throw new IllegalArgumentException("a contact sheet of " + pictures + " pictures with " + versions
                    + " versions each has nothing on it; both must be at least 1");
        }
    }

    /** A sheet of the usual size. */
    public static ContactSheet of(AugmentationSpec spec, long seed) {
        return new ContactSheet(spec, seed, PICTURES, VERSIONS);
    }

    /**
     * What came of it.
     *
     * @param file the sheet
     * @param pictures on it
     * @param labelled whether there is text on it; not where the machine has no fonts
     * @param unreadable those that would have been on it
     */
    public record Written(Path file, int pictures, boolean labelled, List<PhotoReader.Unreadable> unreadable) {}

    /**
     * Writes a sheet as PNG. The pictures are taken from the classes in turn.
     *
     * @param photos to choose from; their SHA-256 are their identities
     * @param imageSize side of the square the network takes
     * @param orientation whether pictures are turned upright by EXIF
     * @param out where to; the folder is made where there is none
     * @throws DatasetException if there is no picture that can be read
     * @throws UncheckedIOException if it cannot be written
     */
    public Written write(ImageFolder data, List<Photo> photos, int imageSize, boolean orientation, Path out) {
        List<SheetPainter.Row> rows = new ArrayList<>();
        List<PhotoReader.Unreadable> unreadable = new ArrayList<>();
        Map<Path, Photo> chosen = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Photo photo : inTurn(photos, data.labels().size())) {
            chosen.put(photo.file(), photo);
            files.add(photo.file());
        }
        try (PhotoReader reader = new PhotoReader(imageSize, orientation);
                Augmenter augmenter = new Augmenter(spec, seed)) {
            unreadable.addAll(reader.read(files, files.size(), (first, read, decoded) -> {
                for (int i = 0; i < decoded.size(); i++) {
                    Photo photo = chosen.get(read.get(i));
                    if (photo != null) {
                        String label = data.labels().get(photo.label());
                        rows.add(new SheetPainter.Row(label, versions(augmenter, decoded.get(i), photo.sha256())));
                    }
                }
            }));
        }
        if (rows.isEmpty()) {
            throw new DatasetException("there is no picture for a contact sheet"
                    + (unreadable.isEmpty()
                            ? ""
                            : "; the first, " + unreadable.get(0).file() + ", cannot be read: "
                                    + unreadable.get(0).reason()));
        }
        SheetPainter painter = new SheetPainter(spec.toString(), versions);
        save(out, painter.paint(rows));
        return new Written(out, rows.size(), painter.labelled(), unreadable);
    }

    private List<Pixels> versions(Augmenter augmenter, Pixels original, String identity) {
        List<Pixels> row = new ArrayList<>(List.of(original));
        for (int epoch = 1; epoch <= versions; epoch++) {
            row.add(augmenter.apply(original, epoch, identity));
        }
        return row;
    }

    private List<Photo> inTurn(List<Photo> photos, int classes) {
        List<List<Photo>> byClass = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            byClass.add(new ArrayList<>());
        }
        for (Photo photo : photos) {
            List<Photo> others = byClass.get(photo.label());
            if (others.size() < pictures) {
                others.add(photo);
            }
        }
        List<Photo> chosen = new ArrayList<>();
        for (int round = 0; round < pictures; round++) {
            for (List<Photo> ofClass : byClass) {
                if (round < ofClass.size() && chosen.size() < pictures) {
                    chosen.add(ofClass.get(round));
                }
            }
        }
        return chosen;
    }

    private static void save(Path out, BufferedImage sheet) {
        try {
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!ImageIO.write(sheet, "png", out.toFile())) {
                throw new IOException("this Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the contact sheet " + out + ": " + e.getMessage(), e);
        }
    }
}
