package io.sightline.service;

import io.sightline.config.Settings;
import io.sightline.model.Bundle;
import io.sightline.registry.Alias;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.RegistryFollower;
import io.sightline.registry.RegistryView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bundle this instance is to serve: the registry's champion. A service that is the first on its
 * cluster publishes the model of its settings as the first champion.
 *
 * <p>Threading notes: one thread at a time.
 */
final class Champion implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Champion.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Settings settings;
    private final RegistryFollower follower;
    private RegistryView view;
    private @Nullable String name;

    /**
     * Opens the registry and reads what it holds.
     *
     * @throws io.sightline.kafka.ClusterException if the cluster or the topic is not there
     */
    Champion(Settings settings) {
        this.settings = settings;
        Path cache = Path.of(settings.getString(Settings.STATE_DIR), "models");
        this.follower = new RegistryFollower(settings, cache);
        this.view = follower.poll(Duration.ZERO);
        while (!follower.caughtUp()) {
            this.view = follower.poll(POLL);
        }
    }

    /**
     * The bundle to start with; publishes that of the settings where the registry has none.
     *
     * @throws ConfigException if neither has a model, or the registry has several and the settings do not say which
     * @throws io.sightline.registry.RegistryException if the champion cannot be put together
     */
    Bundle first() {
        String folder = settings.getString(Settings.MODEL_DIR);
        Bundle local = folder.isEmpty() ? null : Bundle.read(Path.of(folder));
        String wanted = nameOf(local);
        name = wanted;
        if (view.champion(wanted).isEmpty()) {
            publish(wanted, local);
        }
        Bundle champion = current().orElseThrow();
        if (local != null
                && !champion.manifest()
                        .savedModelSha256()
                        .equals(local.manifest().savedModelSha256())) {
            logger.warn(
                    "Serving version {} of {}, the champion of the registry, and not {}, which is another model;"
                            + " `sightline models publish {} --promote` makes it the champion",
                    champion.manifest().version(),
                    wanted,
                    local.folder(),
                    local.folder());
        }
        return champion;
    }

    /** The name of the model that is served. */
    String name() {
        if (name == null) {
            throw new IllegalStateException("first() finds out");
        }
        return name;
    }

    /** What the registry says now; waits up to a time for news. */
    RegistryView poll(Duration timeout) {
        view = follower.poll(timeout);
        return view;
    }

    /** The number of the champion, as far as has been read. */
    Optional<Integer> version() {
        return view.champion(name()).map(Alias::version);
    }

    /**
     * The champion's bundle.
     *
     * @throws io.sightline.registry.RegistryException if it cannot be put together
     */
    Optional<Bundle> current() {
        return version().map(version -> follower.materialize(name(), version));
    }

    @Override
    public void close() {
        follower.close();
    }

    private String nameOf(@Nullable Bundle local) {
        String set = settings.getString(Settings.MODEL_NAME);
        if (!set.isEmpty()) {
            return set;
        }
        if (local != null) {
            return local.manifest().name();
        }
        Set<String> models = view.models();
        if (models.size() == 1) {
            return models.iterator().next();
        }
        if (models.isEmpty()) {
            throw new ConfigException(
                    Settings.MODEL_DIR,
                    "",
                    "there is no model to serve, neither here nor in the registry; `sightline train` makes one");
        }
        throw new ConfigException(
                Settings.MODEL_NAME, "", "the registry has several models: " + models + "; say which is to be served");
    }

    private void publish(String wanted, @Nullable Bundle local) {
        if (local == null || !local.manifest().name().equals(wanted)) {
            throw new ConfigException(
                    Settings.MODEL_NAME,
                    wanted,
                    "the registry has no champion of it"
                            + (local == null
                                    ? ""
                                    : ", and " + local.folder() + " is "
                                            + local.manifest().name())
                            + "; `sightline models publish DIR --promote` brings one");
        }
        try (ModelRegistry registry =
                ModelRegistry.open(settings, "start-" + ProcessHandle.current().pid())) {
            registry.publishIfNoChampion(local, Change.by(Instance.name(), "the first model of this service"))
                    .ifPresent(version -> logger.info(
                            "{} is version {} of {} in the registry", local.folder(), version.version(), wanted));
        }
        while (view.champion(wanted).isEmpty()) {
            poll(POLL);
        }
    }
}
