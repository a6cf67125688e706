package io.sightline.cli.registry;

import java.util.Locale;

/** Sizes for people. */
final class Megabytes {
    private Megabytes() {}

    /** For example {@code 1.57 MB}, of a million bytes each. */
    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }
}
