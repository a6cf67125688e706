package io.sightline.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which version is a model's champion, the one that all instances serve: the JSON value of the record
 * {@code <name>/aliases/champion}.
 *
 * @param version the champion
 * @param previous the champion before it, which a rollback leads to, or null if there is none that was not
 *     taken back
 * @param earlier the champions before that one, the latest first, which further rollbacks lead to; none of
 *     them twice, and none that was taken back since. Empty in records that do not have it
 * @param since when it became it
 * @param by who made it so
 * @param why the reason, in words, or null
 */
public record Alias(
        int version,
        @Nullable Integer previous,
        List<Integer> earlier,
        Instant since,
        String by,
        @Nullable String why) {
    public Alias {
        Objects.requireNonNull(since, "since is missing");
        Objects.requireNonNull(by, "by is missing");
        // Jackson gives null where an older record does not have it.
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** The first champion of a model. */
    static Alias first(int version, Instant since, Change change) {
        return new Alias(version, null, List.of(), since, change.by(), change.why());
    }

    /**
     * What comes of making another version the champion.
     *
     * @param exists whether a version is still there; those before the present champion that are not, are
     *     forgotten
     */
    Alias promote(int other, IntPredicate exists, Instant at, Change change) {
        List<Integer> before = line(exists);
        before.add(0, version);
        before.removeIf(each -> each == other);
        return of(other, before, at, change);
    }

    /**
     * What comes of going back to another version: this one has been taken back, and so have those that
     * became the champion after the other.
     *
     * @param exists as for {@link #promote}
     */
    Alias rollback(int other, IntPredicate exists, Instant at, Change change) {
        List<Integer> before = line(exists);
        int place = before.indexOf(other);
        return of(other, before.subList(place + 1, before.size()), at, change);
    }

    boolean names(int number) {
        return version == number || (previous != null && previous == number);
    }

    private List<Integer> line(IntPredicate exists) {
        List<Integer> before = new ArrayList<>();
        if (previous != null) {
            before.add(previous);
        }
        before.addAll(earlier);
        before.removeIf(each -> !exists.test(each));
        return before;
    }

    private static Alias of(int version, List<Integer> before, Instant at, Change change) {
        return before.isEmpty()
                ? first(version, at, change)
                : new Alias(version, before.get(0), before.subList(1, before.size()), at, change.by(), change.why());
    }
}
