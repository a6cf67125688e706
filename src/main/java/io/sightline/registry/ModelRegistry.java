package io.sightline.registry;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.Bundle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Changes the registry. Each change is one transaction: everybody sees all of it or nothing. Writers take
 * turns, across processes, so that each decides on what the last one left; readers never wait for one.
 *
 * <p>Threading notes: safe for any number of threads; one change at a time.
 */
public final class ModelRegistry implements AutoCloseable {
    private final ClientSettings clients;
    private final TopicPartition models;
    private final Duration longestChange;
    private final int keep;
    private final RegistryWriter writer;
    private final RegistryReader reader;
    private final Clock clock = Clock.systemUTC();

    private ModelRegistry(Settings settings, RegistryWriter writer, RegistryReader reader) {
        this.clients = new ClientSettings(settings);
        this.models = new TopicPartition(settings.topic(EventTopics.MODELS), 0);
        this.longestChange = Duration.ofMillis(settings.getInt(Settings.MODELS_TRANSACTION_TIMEOUT_MS));
        this.keep = settings.getInt(Settings.MODELS_KEEP);
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the registry for writing. Fences the writer that was opened with the same name before: what
     * it has not finished is given up, and it cannot write any more.
     *
     * @param writer name of the writer within the service. Those that must not act at the same time have
     *     one name, others, for example two people with a command each, different ones
     * @throws io.sightline.kafka.ClusterException if the cluster or a topic is not there
     * @throws RegistryException if the brokers do not allow transactions that long
     */
    public static ModelRegistry open(Settings settings, String writer) {
        ClientSettings clients = new ClientSettings(settings);
        String models = settings.topic(EventTopics.MODELS);
        requireTopics(settings);
        RegistryWriter opened = new RegistryWriter(settings, writer);
        try {
            return new ModelRegistry(settings, opened, new RegistryReader(clients, models, ChunkListener.NONE));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * What the registry holds now, for who changes nothing.
     *
     * @throws io.sightline.kafka.ClusterException if the cluster or a topic is not there
     */
    public static RegistryView look(Settings settings) {
        requireTopics(settings);
        String models = settings.topic(EventTopics.MODELS);
        try (RegistryReader reader = new RegistryReader(new ClientSettings(settings), models, ChunkListener.NONE)) {
            reader.toEnd(0);
            return reader.state().view();
        }
    }

    /**
     * Publishes a bundle as the next version of its model; the champion stays. Its {@code model.json}
     * gets that number, and the champion for its parent. Versions beyond {@code models.keep} are
     * deleted.
     *
     * @throws RegistryFencedException if this writer has been replaced
     * @throws io.sightline.model.ModelException if the bundle cannot be read
     */
    public PublishedVersion publish(Bundle bundle, Change change) {
        return change(change, at -> publish(bundle, at, false));
    }

    /** Publishes a bundle and makes it the champion, in one change; see {@link #publish}. */
    public PublishedVersion publishAndPromote(Bundle bundle, Change change) {
        return change(change, at -> publish(bundle, at, true));
    }

    /**
     * Publishes a bundle and makes it the champion, if the champion is still the one it was compared
     * with.
     *
     * @param champion the version it was compared with
     * @return the version, or empty if there is another champion by now, or none; nothing has changed
     *     then
     */
    public Optional<PublishedVersion> publishAndPromoteInPlaceOf(int champion, Bundle bundle, Change change) {
        return changeIf(
                view -> view.champion(bundle.manifest().name())
                        .filter(alias -> alias.version() == champion)
                        .isPresent(),
                change,
                at -> publish(bundle, at, true));
    }

    /**
     * Publishes a bundle and makes it the champion, if its model has none: how the first instance of a
     * service brings the first version. Of several that try at once one does.
     *
     * @return the version, or empty if there is a champion already
     */
    public Optional<PublishedVersion> publishIfNoChampion(Bundle bundle, Change change) {
        return changeIf(
                view -> view.champion(bundle.manifest().name()).isEmpty(), change, at -> publish(bundle, at, true));
    }

    /**
     * Makes a version the champion.
     *
     * @throws RegistryException if there is no such version, or it is the champion already
     */
    public void promote(String name, int version, Change change) {
        change(change, at -> {
            at.champion(name, requireOther(name, version).version(), Type.PROMOTED);
            return version;
        });
    }

    /**
     * Makes an earlier version the champion again. The one there is, and those that became the champion
     * after the earlier one, are taken back: no rollback leads to them unless it names them, or they have
     * been promoted again.
     *
     * @param version which; null for the champion before the one there is that was not taken back
     * @return the champion there is now
     * @throws RegistryException if there is no such version, or no champion before this one
     */
    public PublishedVersion rollback(String name, @Nullable Integer version, Change change) {
        return change(change, at -> {
            RegistryView view = reader.state().view();
            PublishedVersion target = requireOther(name, version == null ? previous(view, name) : version);
            at.champion(name, target.version(), Type.ROLLED_BACK);
            return target;
        });
    }

    /**
     * Puts an event into the audit trail and changes nothing.
     *
     * @throws RegistryFencedException if this writer has been replaced
     */
    public synchronized void record(ModelEvent event) {
        writer.transaction(null, () -> {
            writer.put(event);
            return event;
        });
    }

    /** What the registry holds now; this writer's own changes are in it. */
    public synchronized RegistryView view() {
        reader.toEnd(writer.end());
        return reader.state().view();
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }

    private static void requireTopics(Settings settings) {
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.require(List.of(settings.topic(EventTopics.MODELS), settings.topic(EventTopics.MODEL_EVENTS)));
        }
    }

    private <T> T change(Change change, Function<RegistryChange, T> work) {
        return changeIf(view -> true, change, work).orElseThrow();
    }

    private synchronized <T> Optional<T> changeIf(
            Predicate<RegistryView> condition, Change change, Function<RegistryChange, T> work) {
        try (WriterTurn turn = WriterTurn.take(clients, models, longestChange)) {
            OpenTransactions.end(clients, models);
            reader.toEnd(turn.readUpTo());
            if (!condition.test(reader.state().view())) {
                return Optional.empty();
            }
            return Optional.of(writer.transaction(turn, () -> {
                RegistryChange at = new RegistryChange(writer, reader.state(), change, clock.instant());
                T result = work.apply(at);
                at.finish();
                return result;
            }));
        }
    }

    private PublishedVersion publish(Bundle bundle, RegistryChange at, boolean promote) {
        RegistryKey.requireName(bundle.manifest().name());
        PublishedVersion version = at.publish(bundle);
        if (promote) {
            at.champion(version.name(), version.version(), Type.PROMOTED);
        }
        at.retire(version, promote, keep);
        return version;
    }

    private PublishedVersion requireOther(String name, int version) {
        RegistryView view = reader.state().view();
        PublishedVersion target = view.require(name, version);
        view.champion(name).filter(alias -> alias.version() == version).ifPresent(alias -> {
            throw new RegistryException("version " + version + " of " + name + " is the champion already");
        });
        return target;
    }

    private static int previous(RegistryView view, String name) {
        Alias champion = view.champion(name)
                .orElseThrow(() -> new RegistryException("the model " + name + " has no champion; make one with"
                        + " `sightline models promote VERSION`"));
        Integer previous = champion.previous();
        if (previous == null) {
            throw new RegistryException("version " + champion.version() + " is the first champion of " + name
                    + " that was not taken back; there is none before it to go back to. Name a version:"
                    + " `sightline models rollback VERSION`");
        }
        return previous;
    }
}
