package io.sightline.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the records of the models topic, read in their order, come to. Of chunks only the hashes are
 * kept, and only of those whose bytes have them: a damaged one counts as absent, so that the next
 * publisher of the same bytes sends them again.
 */
final class RegistryState {
    private static final Logger logger = LoggerFactory.getLogger(RegistryState.class);

    private final SortedMap<String, SortedMap<Integer, PublishedVersion>> versions = new TreeMap<>();
    private final SortedMap<String, Alias> champions = new TreeMap<>();
    private final SortedMap<String, String> problems = new TreeMap<>();
    private final Map<String, Set<String>> chunks = new HashMap<>();

    void apply(ConsumerRecord<byte[], byte[]> record, ChunkListener listener) {
        RegistryKey key =
                record.key() == null ? null : RegistryKey.read(record.key()).orElse(null);
        if (key == null) {
            logger.warn(
                    "The record at offset {} of {} is none of the registry's and is passed over",
                    record.offset(),
                    record.topic());
            return;
        }
        problems.remove(key.toString());
        switch (key.kind()) {
            case CHUNKS -> chunk(key, record.value(), listener);
            case VERSIONS -> {
                SortedMap<Integer, PublishedVersion> ofModel =
                        versions.computeIfAbsent(key.model(), name -> new TreeMap<>());
                PublishedVersion version = json(key, record.value(), PublishedVersion.class);
                if (version != null && !key.equals(RegistryKey.version(version.name(), version.version()))) {
                    problem(key, "it says that it is version " + version.version() + " of " + version.name());
                    version = null;
                }
                put(ofModel, key.number(), version);
            }
            case ALIASES -> put(champions, key.model(), json(key, record.value(), Alias.class));
        }
    }

    RegistryView view() {
        return new RegistryView(versions, champions, problems);
    }

    boolean hasChunk(String model, String sha256) {
        return chunksOf(model).contains(sha256);
    }

    Set<String> chunksOf(String model) {
        return Collections.unmodifiableSet(chunks.getOrDefault(model, Set.of()));
    }

    /** Whether the chunk is there for any model: the bytes are the same. */
    boolean hasChunk(String sha256) {
        return chunks.values().stream().anyMatch(hashes -> hashes.contains(sha256));
    }

    private void chunk(RegistryKey key, byte @Nullable [] bytes, ChunkListener listener) {
        Set<String> ofModel = chunks.computeIfAbsent(key.model(), name -> new HashSet<>());
        if (bytes == null) {
            if (ofModel.remove(key.id()) && !hasChunk(key.id())) {
                listener.went(key.id());
            }
        } else if (Chunks.hash(bytes).equals(key.id())) {
            ofModel.add(key.id());
            listener.came(key.id(), bytes);
        } else {
            ofModel.remove(key.id());
            problem(key, "its bytes do not have that hash");
        }
    }

    private <T> @Nullable T json(RegistryKey key, byte @Nullable [] value, Class<T> type) {
        if (value == null) {
            return null;
        }
        try {
            return Json.mapper().readValue(value, type);
        } catch (JsonProcessingException e) {
            problem(key, e.getOriginalMessage());
        } catch (IOException e) {
            problem(key, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void problem(RegistryKey key, String what) {
        logger.warn("{} in the registry is damaged and counts as absent: {}", key, what);
        problems.put(key.toString(), what);
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
