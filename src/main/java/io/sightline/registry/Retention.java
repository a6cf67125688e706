package io.sightline.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which versions of a model are kept. */
final class Retention {
    private Retention() {}

    /**
     * The versions that go.
     *
     * @param versions those there are
     * @param champion names those that stay however old they are
     * @param keep newest versions that stay
     */
    static List<PublishedVersion> beyond(Collection<PublishedVersion> versions, @Nullable Alias champion, int keep) {
        return versions.stream()
                .sorted(Comparator.comparingInt(PublishedVersion::version).reversed())
                .skip(keep)
                .filter(version -> champion == null || !champion.names(version.version()))
                .toList();
    }
}
