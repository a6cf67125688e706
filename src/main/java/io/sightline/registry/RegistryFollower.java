package io.sightline.registry;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the registry and keeps its chunks on disk, so that any version can be had at once. Reads from
 * the beginning at each start: what is on disk already is not written again.
 *
 * <p>Threading notes: one thread.
 */
public final class RegistryFollower implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(RegistryFollower.class);

    private final ClientSettings clients;
    private final String topic;
    private final ChunkCache chunks;
    private final AssembledBundles bundles;
    private final Map<String, Integer> handedOut = new HashMap<>();
    private RegistryReader reader;
    private RegistryView view;
    private boolean swept;

    /**
     * Opens the models topic; nothing is read yet.
     *
     * @param cache folder for chunks and bundles, this process's own; made if absent
     * @throws io.sightline.kafka.ClusterException if the cluster or the topic is not there
     */
    public RegistryFollower(Settings settings, Path cache) {
        this.clients = new ClientSettings(settings);
        this.topic = settings.topic(EventTopics.MODELS);
        this.chunks = new ChunkCache(cache.resolve("chunks"));
        this.bundles = new AssembledBundles(cache.resolve("bundles"), chunks);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        this.reader = new RegistryReader(clients, topic, chunks);
        this.view = reader.state().view();
    }

    /**
     * Takes in what has come.
     *
     * @param timeout the longest time to wait for something
     * @return what the registry holds, as far as it has been read
     */
    public RegistryView poll(Duration timeout) {
        boolean changed = reader.poll(timeout);
        if (changed) {
            view = reader.state().view();
        }
        if (caughtUp() && (changed || !swept)) {
            deleteUnwanted();
        }
        return view;
    }

    /** Whether what was there when this was opened has been read. */
    public boolean caughtUp() {
        return reader.atEnd();
    }

    /**
     * Puts a version together. The version that was put together last of each model, and its champion,
     * stay on disk when they are deleted in the registry.
     *
     * @return the bundle, all of whose files have the hashes that were published
     * @throws RegistryException if there is no such version, saying which chunk of it is missing or
     *     damaged, or that the disk does not take it
     */
    public Bundle materialize(String name, int version) {
        PublishedVersion wanted = view.require(name, version);
        Bundle bundle;
        try {
            bundle = bundles.get(wanted);
        } catch (MissingChunkException e) {
            if (!reader.state().hasChunk(name, e.sha256())) {
                throw e;
            }
            logger.warn("The chunk {} is in the registry but not in the cache; reading all again", e.sha256());
            readAgain();
            bundle = bundles.get(wanted);
        }
        handedOut.put(name, version);
        return bundle;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void readAgain() {
        RegistryReader fresh = new RegistryReader(clients, topic, chunks);
        reader.close();
        reader = fresh;
        reader.toEnd(0);
        view = reader.state().view();
    }

    private void deleteUnwanted() {
        if (!swept) { // later ones are told one by one
            Set<String> needed = new HashSet<>();
            view.models().forEach(model -> view.versions(model).forEach(version -> needed.addAll(version.chunks())));
            chunks.keepOnly(needed::contains);
            swept = true;
        }
        bundles.keepOnly((model, version) -> {
            boolean there = view.versions(model).stream()
                    .anyMatch(published -> String.valueOf(published.version()).equals(version));
            return there
                    || version.equals(String.valueOf(handedOut.get(model)))
                    || view.champion(model)
                            .filter(alias -> version.equals(String.valueOf(alias.version())))
                            .isPresent();
        });
    }
}
