package io.sightline.learning;

import io.sightline.config.Settings;
import io.sightline.dataset.Photo;
import io.sightline.model.Bundle;
import io.sightline.registry.Alias;
import io.sightline.registry.RegistryFollower;
import io.sightline.registry.RegistryView;
import io.sightline.training.base.BaseFeatures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leader's own copy of the champion.
 *
 * <p>Threading notes: one thread.
 */
final class ChampionFollower implements AutoCloseable {
    private final RegistryFollower follower;
    private final String model;
    private @Nullable Champion last;

    /**
     * Follows the registry.
     *
     * @param folder for the model's files
     */
    ChampionFollower(Settings settings, String model, Path folder) {
        this.follower = new RegistryFollower(settings, folder);
        this.model = model;
    }

    /**
     * The model that all instances serve.
     *
     * @param since when it became it
     * @param base the pictures that it remembers, without their features; null if it remembers none
     */
    record Champion(Bundle bundle, Instant since, @Nullable BaseFeatures base) {}

    /** Takes in what has come to the registry. */
    boolean poll(Duration timeout) {
        follower.poll(timeout);
        return follower.caughtUp();
    }

    /**
     * The champion there is.
     *
     * @throws io.sightline.registry.RegistryException if its files are not whole
     */
    Optional<Champion> champion() {
        RegistryView view = follower.poll(Duration.ZERO);
        Optional<Alias> alias = view.champion(model);
        if (alias.isEmpty()) {
            return Optional.empty();
        }
        int version = alias.get().version();
        Champion known = last;
        if (known == null
                || known.bundle().manifest().version() != version
                || !known.since().equals(alias.get().since())) {
            Bundle bundle = follower.materialize(model, version);
            known = new Champion(
                    bundle,
                    alias.get().since(),
                    BaseFeatures.of(bundle).map(ChampionFollower::withoutRows).orElse(null));
            last = known;
        }
        return Optional.of(known);
    }

    @Override
    public void close() {
        follower.close();
    }

    /** Features of ten thousand pictures are fifty megabytes, and only a run needs them. */
    private static BaseFeatures withoutRows(BaseFeatures base) {
        return new BaseFeatures(
                base.labels(),
                base.photos().stream().map(ChampionFollower::small).toList(),
                0,
                new float[0]);
    }

    private static Photo small(Photo photo) {
        return new Photo(Path.of(""), photo.label(), photo.sha256(), photo.split());
    }
}
