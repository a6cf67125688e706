package io.sightline.registry;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which version is a model's champion, the one that all instances serve: the JSON value of the record
 * {@code <name>/aliases/champion}.
 *
 * @param version the champion
 * @param previous the champion before it, which a rollback leads to, or null for the first
 * @param since when it became it
 * @param by who made it so
 * @param why the reason, in words, or null
 */
public record Alias(
        int version,
        @Nullable Integer previous,
        Instant since,
        String by,
        @Nullable String why) {
    public Alias {
        Objects.requireNonNull(since, "since is missing");
        Objects.requireNonNull(by, "by is missing");
    }

    boolean names(int number) {
        return version == number || (previous != null && previous == number);
    }
}
