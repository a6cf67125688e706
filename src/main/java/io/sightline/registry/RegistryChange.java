package io.sightline.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.model.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one change, in the order in which readers need them: chunks, manifest, alias, what is
 * deleted, and the events last.
 */
final class RegistryChange {
    private final RegistryWriter writer;
    private final RegistryState state;
    private final RegistryView before;
    private final Change change;
    private final Instant now;
    private final List<ModelEvent> events = new ArrayList<>();

    /**
     * Sends nothing yet.
     *
     * @param state as it is before the change; it must have been read to the end
     */
    RegistryChange(RegistryWriter writer, RegistryState state, Change change, Instant now) {
        this.writer = writer;
        this.state = state;
        this.before = state.view();
        this.change = change;
        this.now = now;
    }

    /** Sends what is new of a bundle, and its manifest, under the next number. */
    PublishedVersion publish(Bundle bundle) {
        String name = bundle.manifest().name();
        List<PublishedVersion> versions = before.versions(name);
        // the newest is never deleted, so no number comes twice
        int number = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
        Integer parent = before.champion(name).map(Alias::version).orElse(null);
        byte[] manifest = bundle.manifestAs(number, parent);

        Set<String> sent = new HashSet<>();
        long[] sentBytes = {0};
        List<PublishedFile> files = BundleFiles.read(bundle, manifest, (sha256, bytes) -> {
            if (!state.hasChunk(name, sha256) && sent.add(sha256)) {
                writer.put(RegistryKey.chunk(name, sha256), bytes);
                sentBytes[0] += bytes.length;
            }
        });
        PublishedVersion version =
                new PublishedVersion(name, number, files, json(manifest), now, change.by(), change.why());
        writer.putJson(RegistryKey.version(name, number), version);

        ObjectNode details = change.detailsCopy();
        details.put("bytes", version.size());
        details.put("sentBytes", sentBytes[0]);
        event(Type.PUBLISHED, name, number, change.why(), details);
        return version;
    }

    /** Makes a version the champion; as the event says, by going on or by going back. */
    void champion(String name, int version, Type event) {
        Alias old = before.champion(name).orElse(null);
        IntPredicate exists = number -> before.find(name, number).isPresent();
        Alias alias;
        if (old == null) {
            alias = Alias.first(version, now, change);
        } else if (event == Type.ROLLED_BACK) {
            alias = old.rollback(version, exists, now, change);
        } else {
            alias = old.promote(version, exists, now, change);
        }
        writer.putJson(RegistryKey.champion(name), alias);
        ObjectNode details = change.detailsCopy();
        if (old != null) {
            details.put("previous", old.version());
        }
        event(event, name, version, change.why(), details);
    }

    /**
     * Deletes the versions there are too many of.
     *
     * @param published the newest
     * @param promoted whether it is the champion
     */
    void retire(PublishedVersion published, boolean promoted, int keep) {
        String name = published.name();
        Alias old = before.champion(name).orElse(null);
        Alias champion = promoted
                ? new Alias(published.version(), old == null ? null : old.version(), List.of(), now, change.by(), null)
                : old;
        List<PublishedVersion> all = new ArrayList<>(before.versions(name));
        all.add(published);
        List<PublishedVersion> gone = Retention.beyond(all, champion, keep);
        if (gone.isEmpty()) {
            return;
        }
        all.removeAll(gone);
        Set<String> chunks = new HashSet<>();
        for (PublishedVersion version : gone) {
            writer.put(RegistryKey.version(name, version.version()), null);
            chunks.addAll(version.chunks());
            ObjectNode details = Json.mapper().createObjectNode().put("keep", keep);
            event(Type.DELETED, name, version.version(), "there are " + keep + " newer ones", details);
        }
        all.forEach(version -> chunks.removeAll(version.chunks()));
        if (before.problems().keySet().stream().anyMatch(key -> key.startsWith(name + "/versions/"))) {
            return; // who knows which chunks that one needs
        }
        chunks.forEach(chunk -> writer.put(RegistryKey.chunk(name, chunk), null));
    }

    /** Sends the events of what was done. */
    void finish() {
        events.forEach(writer::put);
    }

    private void event(Type type, String name, int version, @Nullable String why, ObjectNode details) {
        events.add(new ModelEvent(
                type, name, version, change.run(), now, change.by(), why, details.isEmpty() ? null : details));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
