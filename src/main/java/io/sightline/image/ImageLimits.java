package io.sightline.image;

import io.sightline.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be fetched and decoded.
 *
 * @param schemes URI schemes that may be fetched, lower case
 * @param fileRoots folders that {@code file:} URIs may point into after links are resolved; none
 *     when empty
 * @param httpHosts hosts that may be asked: exact names, {@code *.example.org} for all names under
 *     a domain (not the domain itself), {@code *} for all
 * @param allowPrivate whether addresses that are not public may be fetched from
 * @param maxRedirects redirects followed for one image
 * @param fetchTimeout time for one image, redirects and retries included
 * @param maxBytes largest encoded image
 * @param maxPixels largest decoded image, width times height
 * @param s3 what of S3 may be read, and where it is
 */
public record ImageLimits(
        Set<String> schemes,
        List<Path> fileRoots,
        List<String> httpHosts,
        boolean allowPrivate,
        int maxRedirects,
        Duration fetchTimeout,
        int maxBytes,
        long maxPixels,
        S3Options s3) {

    public ImageLimits {
        schemes = schemes.stream().map(ImageLimits::lower).collect(Collectors.toUnmodifiableSet());
        fileRoots = List.copyOf(fileRoots);
        httpHosts = httpHosts.stream().map(ImageLimits::lower).toList();
    }

    /** The limits a running service is configured with. */
    public static ImageLimits from(Settings settings) {
        return new ImageLimits(
                Set.copyOf(settings.getList(Settings.IMAGE_SCHEMES)),
                settings.getList(Settings.IMAGE_FILE_ROOTS).stream()
                        .map(root -> Path.of(root.replace("%2C", ",")))
                        .toList(),
                settings.getList(Settings.IMAGE_HTTP_HOSTS),
                settings.getBoolean(Settings.IMAGE_HTTP_ALLOW_PRIVATE),
                settings.getInt(Settings.IMAGE_HTTP_MAX_REDIRECTS),
                Duration.ofMillis(settings.getLong(Settings.IMAGE_FETCH_TIMEOUT_MS)),
                settings.getInt(Settings.IMAGE_MAX_BYTES),
                settings.getLong(Settings.IMAGE_MAX_PIXELS),
                S3Options.from(settings));
    }

    /**
     * The limits of a service with no settings at all: for tools that read files themselves and
     * only need the limits on bytes and pixels.
     */
    public static ImageLimits defaults() {
        return from(new Settings(Map.of()));
    }

    /** The same limits with other folders that files may come from. */
    public ImageLimits withFileRoots(List<Path> roots) {
        return new ImageLimits(
                schemes, roots, httpHosts, allowPrivate, maxRedirects, fetchTimeout, maxBytes, maxPixels, s3);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
