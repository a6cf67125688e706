package io.sightline.dataset.catsdogs;

import io.sightline.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The archive's pictures. Only entries named {@code PetImages/Cat/NAME.jpg} or {@code
 * PetImages/Dog/NAME.jpg} count, so no name can lead out of the folder; of each no more is unpacked than
 * a picture may have bytes, whatever the archive says.
 *
 * <p>Threading notes: any number of threads may read.
 */
final class PetArchive implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("PetImages/(Cat|Dog)/([\\w-]+\\.jpg)");
    private static final int MOST_ENTRIES = 200_000;

    private final ZipFile zip;
    private final List<Pet> pets;

    /**
     * A picture.
     *
     * @param entry where it is
     * @param label {@code cat} or {@code dog}
     * @param file its name without folders
     */
    record Pet(ZipEntry entry, String label, String file) {}

    private PetArchive(ZipFile zip, List<Pet> pets) {
        this.zip = zip;
        this.pets = pets;
    }

    /**
     * Opens an archive.
     *
     * @throws DatasetException if it is no whole ZIP file, or not of cats and dogs
     */
    static PetArchive open(Path archive) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new DatasetException("there is no file " + archive);
        }
        ZipFile zip;
        try {
            zip = new ZipFile(archive.toFile());
        } catch (ZipException e) {
            throw new DatasetException(
                    archive + " is no ZIP file, or only a part of one (" + e.getMessage() + "); download it again", e);
        }
        try {
            return new PetArchive(zip, pets(archive, zip));
        } catch (DatasetException e) {
            zip.close();
            throw e;
        }
    }

    private static List<Pet> pets(Path archive, ZipFile zip) {
        if (zip.size() > MOST_ENTRIES) {
            throw new DatasetException(archive + " has " + zip.size()
                    + " entries; the archive of cats and dogs has 25,000. Give another --archive");
        }
        List<Pet> pets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            // archives made on Windows may have its separator
            Matcher matcher = NAME.matcher(entry.getName().replace('\\', '/'));
            if (matcher.matches() && names.add(matcher.group().toLowerCase(Locale.ROOT))) {
                pets.add(new Pet(entry, matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)));
            }
        }
        for (String label : List.of("cat", "dog")) {
            if (pets.stream().noneMatch(pet -> pet.label().equals(label))) {
                throw new DatasetException(archive + " is not Microsoft's archive of cats and dogs: it has no pictures"
                        + " in PetImages/" + (label.equals("cat") ? "Cat" : "Dog"));
            }
        }
        return pets;
    }

    /** The name of its file. */
    String name() {
        return Path.of(zip.getName()).getFileName().toString();
    }

    List<Pet> pets() {
        return pets;
    }

    /**
     * Unpacks a picture.
     *
     * @param most bytes it may have
     * @return at most one byte more than that
     */
    byte[] read(Pet pet, int most) throws IOException {
        try (InputStream in = zip.getInputStream(pet.entry())) {
            return in.readNBytes(most + 1);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
