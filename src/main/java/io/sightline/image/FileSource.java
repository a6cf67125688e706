package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * {@code file:} URIs, under the configured folders only. A path is compared with the folders twice:
 * as written, so that nothing is learnt about files outside, and with all links resolved, so that
 * no link leads outside.
 */
final class FileSource implements ImageSource {
    /** Reasons of the system that mean: "a.jpg/b.jpg", a name too long, links in a circle. */
    private static final Set<String> NEVER_A_FILE =
            Set.of("Not a directory", "File name too long", "Too many levels of symbolic links");

    private final List<Path> roots;
    private final int maxBytes;

    FileSource(ImageLimits limits) {
        roots = limits.fileRoots().stream()
                .map(root -> root.toAbsolutePath().normalize())
                .toList();
        maxBytes = limits.maxBytes();
    }

    @Override
    public byte[] fetch(String uri, Deadline deadline) {
        Path path = path(uri);
        try {
            if (!underARoot(path.normalize())) {
                throw notAllowed(uri);
            }
            Path real = path.toRealPath();
            if (!underARoot(real)) {
                throw notAllowed(uri);
            }
            BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!file.isRegularFile()) {
                throw new ImageRejectedException(DeadLetterReason.NOT_FOUND, Uris.shown(uri) + " is not a file");
            }
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                return LimitedReader.readAll(in, file.size(), maxBytes, Uris.shown(uri));
            }
        } catch (NoSuchFileException e) {
            throw new ImageRejectedException(DeadLetterReason.NOT_FOUND, "no file at " + Uris.shown(uri), e);
        } catch (AccessDeniedException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.FETCH_FAILED, "no permission to read " + Uris.shown(uri), e);
        } catch (FileSystemException e) {
            if (!NEVER_A_FILE.contains(String.valueOf(e.getReason()))) {
                throw new ImageRejectedException(
                        DeadLetterReason.FETCH_FAILED,
                        "cannot read " + Uris.shown(uri) + " (" + e.getReason() + ")",
                        e);
            }
            throw new ImageRejectedException(
                    DeadLetterReason.NOT_FOUND, "no file at " + Uris.shown(uri) + " (" + e.getReason() + ")", e);
        } catch (IOException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.FETCH_FAILED, "cannot read " + Uris.shown(uri) + " (" + e.getMessage() + ")", e);
        }
    }

    private static Path path(String uri) {
        if (uri.indexOf('\\') >= 0) {
            throw refused(uri, "has backslashes; write file:///C:/folder/name.jpg");
        }
        URI parsed = Uris.parse(uri);
        if (parsed.isOpaque()) {
            throw refused(uri, "is relative; write an absolute path: file:///folder/name.jpg");
        }
        if (parsed.getRawAuthority() != null) {
            if (!"localhost".equalsIgnoreCase(parsed.getRawAuthority())) {
                throw refused(uri, "names a host; only local files: file:///folder/name.jpg (three slashes)");
            }
        }
        if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            throw refused(uri, "has a ? or # in it; write them as %3F and %23");
        }
        try {
            return Path.of(URI.create("file://" + parsed.getRawPath()));
        } catch (IllegalArgumentException e) {
            throw refused(uri, "is not a path here (" + e.getMessage() + ")");
        }
    }

    private boolean underARoot(Path path) throws IOException {
        for (Path root : roots) {
            if (path.startsWith(root) || (Files.exists(root) && path.startsWith(root.toRealPath()))) {
                return true;
            }
        }
        return false;
    }

    private ImageRejectedException notAllowed(String uri) {
        return new ImageRejectedException(
                DeadLetterReason.URI_NOT_ALLOWED,
                Uris.shown(uri) + " is outside the allowed folders " + roots + "; setting image.file.roots");
    }

    private static ImageRejectedException refused(String uri, String why) {
        return new ImageRejectedException(DeadLetterReason.URI_NOT_ALLOWED, "\"" + Uris.shown(uri) + "\" " + why);
    }
}
