package io.sightline.stream.inflight;

import io.sightline.config.Settings;
import io.sightline.kafka.ClientSettings;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The store of what is in flight: small, in memory, and safe in its changelog. */
public final class InFlightStore {
    public static final String NAME = "in-flight";

    private static final int MIN_SEGMENT_BYTES = 16 * 1024 * 1024;

    private InFlightStore() {}

    /**
     * Caching keeps the value of an entry that is put and deleted within one transaction out of the changelog, which gets
     * a tombstone alone; small segments and eager compaction keep what must be read back at a start short. A segment must
     * hold the largest record there can be.
     */
    public static StoreBuilder<?> builder(Settings settings) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.Integer(), InFlightEntry.serde())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Long.toString(segmentBytes(settings)),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
    }

    private static long segmentBytes(Settings settings) {
        return Math.min(Integer.MAX_VALUE, Math.max(MIN_SEGMENT_BYTES, 2L * ClientSettings.maxOutputBytes(settings)));
    }
}
