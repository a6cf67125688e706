package io.sightline.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where downloads and unpacked libraries are kept between runs: {@code SIGHTLINE_CACHE}, else
 * {@code $XDG_CACHE_HOME/sightline}, else {@code ~/.cache/sightline}. Safe to delete at any time.
 */
public final class CacheDirectory {
    private CacheDirectory() {}

    /** The folder for this process; it need not exist yet. */
    public static Path path() {
        return path(System.getenv(), System.getProperty("user.home"));
    }

    static Path path(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("SIGHTLINE_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(home, ".cache") : Path.of(xdg);
        return base.resolve("sightline").toAbsolutePath();
    }
}
