package io.sightline.dataset.catsdogs;

import io.sightline.config.CacheDirectory;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ScanListener;
import io.sightline.download.Checksum;
import io.sightline.download.Download;
import io.sightline.download.DownloadException;
import io.sightline.download.DownloadProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The data set most people learn transfer learning with: 25,000 photographs of cats and dogs from
 * animal shelters (Elson and others, "Asirra: A CAPTCHA that Exploits Interest-Aligned Manual Image
 * Categorization", 2007), as Microsoft publishes it.
 *
 * <p>Pictures are sorted 80/10/10 into {@code train}, {@code validation} and {@code test} by their
 * content, so that copies, of which there are some, never part ways. Each is decoded once; what cannot
 * be is left out.
 */
public final class CatsVsDogs {
    /** Where Microsoft has the archive. */
    public static final URI ARCHIVE = URI.create("https://download.microsoft.com/download/3/E/1/"
            + "3E1C3F21-ECDB-4869-8368-6DEBA77B919F/kagglecatsanddogs_5340.zip");

    /** What is downloaded, in bytes. */
    public static final long ARCHIVE_BYTES = 824_887_076;

    static final Checksum PUBLISHED =
            Checksum.sha256("b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private CatsVsDogs() {}

    /**
     * Downloads the archive into the cache, or finds it there. What an earlier try has brought is not
     * fetched again.
     *
     * @throws DatasetException if it cannot be downloaded or is not what Microsoft publishes
     */
    public static Path download(DownloadProgress progress) {
        return download(ARCHIVE, CacheDirectory.path().resolve("datasets"), PUBLISHED, progress);
    }

    static Path download(URI uri, Path folder, Checksum published, DownloadProgress progress) {
        Path file = folder.resolve("kagglecatsanddogs_5340.zip");
        try {
            return new Download(uri, file, published, TIMEOUT, "--archive ZIP").fetch(progress);
        } catch (DownloadException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What an earlier {@link #prepare} has made, or null.
     *
     * @throws DatasetException if its {@value PreparedDataset#FILE} cannot be read
     */
    public static @Nullable PreparedDataset find(Path out) {
        try {
            return PreparedDataset.find(out);
        } catch (IOException e) {
            throw new DatasetException("cannot read " + out.resolve(PreparedDataset.FILE) + ": " + e, e);
        }
    }

    /**
     * Sorts the archive's pictures into a folder. It appears when it is whole: until then everything is in
     * {@code OUT.part}, and who was interrupted starts again.
     *
     * @param archive Microsoft's, or one like it: {@code PetImages/Cat} and {@code PetImages/Dog}
     * @param out must not be there, or be empty
     * @param listener is told of each picture, on the calling thread
     * @throws DatasetException if the archive is another or not whole, or {@code out} has something else
     *     in it or cannot be written
     */
    public static PreparedDataset prepare(Path archive, Path out, ScanListener listener) {
        try (StagedFolder staged = new StagedFolder(out)) {
            staged.begin();
            PreparedDataset prepared;
            try (PetArchive pets = PetArchive.open(archive);
                    PetSorter sorter = new PetSorter(pets, staged.folder())) {
                prepared = sorter.run(listener);
            }
            prepared.write(staged.folder());
            staged.finish();
            return prepared;
        } catch (IOException e) {
            throw new DatasetException("cannot prepare " + out + " from " + archive + ": " + e, e);
        }
    }
}
