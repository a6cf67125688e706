package io.sightline.cnn.weights;

import io.sightline.download.Checksum;
import io.sightline.download.Download;
import io.sightline.download.DownloadException;
import io.sightline.download.DownloadProgress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Downloads of what Keras publishes. */
final class OfficialDownload {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private OfficialDownload() {}

    /**
     * Returns a file, fetching it first if it is not there.
     *
     * @param md5 that Keras has for it; null if it has none
     * @param otherwise the option that names a file from elsewhere
     * @throws WeightsException if it cannot be had
     */
    static Path fetch(URI uri, Path file, @Nullable String md5, String otherwise, DownloadProgress progress) {
        try {
            return new Download(uri, file, md5 == null ? null : Checksum.md5(md5), TIMEOUT, otherwise).fetch(progress);
        } catch (DownloadException e) {
            throw new WeightsException(String.valueOf(e.getMessage()), e);
        }
    }
}
