package io.sightline.image;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * From a reference to the bytes of a picture, within the limits. Knows each scheme's source and
 * nothing of how it works.
 *
 * <p>Threading notes: any number of threads may fetch at a time; each blocks until its bytes are
 * here.
 */
public final class ImageFetcher implements AutoCloseable {
    private static final String S3 = "s3";

    private final ImageLimits limits;
    private final Map<String, ImageSource> sources;

    public ImageFetcher(ImageLimits limits) {
        this(limits, new HttpSource(limits));
    }

    ImageFetcher(ImageLimits limits, ImageSource http) {
        this.limits = limits;
        // A new scheme is registered here; the setting image.schemes allows it by the same name.
        this.sources = new HashMap<>(
                Map.of("file", new FileSource(limits), "data", new DataSource(limits), "http", http, "https", http));
        if (limits.schemes().contains(S3)) { // else there may be neither a region nor credentials, nor need be
            sources.put(S3, new S3Source(limits));
        }
        if (!sources.keySet().containsAll(limits.schemes())) {
            throw new ConfigException(
                    Settings.IMAGE_SCHEMES,
                    new TreeSet<>(limits.schemes()),
                    "there is no source for all of them, only for data, file, http, https and s3");
        }
    }

    /**
     * Gets the bytes of an event's picture, from its URI or out of the event itself, and holds them
     * to the SHA-256 where the event states one.
     *
     * @throws ImageRejectedException if they cannot or may not be had; the reason says which
     */
    public byte[] fetch(ImageEvent event) {
        byte[] bytes = event.content();
        if (bytes != null) {
            if (bytes.length > limits.maxBytes()) {
                throw LimitedReader.tooLarge("image " + event.id(), limits.maxBytes());
            }
        } else if (event.uri() != null) {
            bytes = fetch(event.uri());
        } else {
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT, "image " + event.id() + " has neither a URI nor bytes");
        }
        if (event.sha256() != null) {
            ImageDigest.check(bytes, event.sha256());
        }
        return bytes;
    }

    /**
     * Gets the bytes at a URI.
     *
     * @throws ImageRejectedException if they cannot or may not be had; the reason says which
     */
    public byte[] fetch(String uri) {
        String scheme = Uris.scheme(uri);
        ImageSource source = sources.get(scheme);
        if (source == null || !limits.schemes().contains(scheme)) {
            throw new ImageRejectedException(
                    DeadLetterReason.URI_NOT_ALLOWED,
                    "scheme " + scheme + ": is not allowed (" + Uris.shown(uri) + "); allowed are "
                            + new TreeSet<>(limits.schemes()) + ", setting image.schemes");
        }
        return source.fetch(uri, Deadline.after(limits.fetchTimeout()));
    }

    /** Closes connections; fetches under way fail. */
    @Override
    public void close() {
        // One source may stand for two schemes.
        Set.copyOf(sources.values()).forEach(ImageSource::close);
    }
}
