package io.sightline.stream;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.pipeline.ImagePipeline;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * images → classify → predictions, dead-letters. The names of nodes and stores are part of what a
 * running service has on its cluster and do not change between versions.
 */
final class ClassifyTopology {
    static final String IMAGES = EventTopics.IMAGES;
    static final String CLASSIFY = "classify";
    static final String PREDICTIONS = EventTopics.PREDICTIONS;
    static final String DEAD_LETTERS = EventTopics.DEAD_LETTERS;

    private static final int MIN_SEGMENT_BYTES = 16 * 1024 * 1024;

    private final Settings settings;
    private final ImagePipeline pipeline;
    private final Outcomes outcomes;
    private final InFlightCount inFlight;
    private final Duration entriesStay;
    private final Duration stallLimit;

    /**
     * @param entriesStay how long an entry stays in the in-flight store after its result was forwarded,
     *     see {@link ForwardedEntries}
     * @param stallLimit how long a record may wait for room
     */
    ClassifyTopology(
            Settings settings,
            ImagePipeline pipeline,
            Outcomes outcomes,
            InFlightCount inFlight,
            Duration entriesStay,
            Duration stallLimit) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.outcomes = outcomes;
        this.inFlight = inFlight;
        this.entriesStay = entriesStay;
        this.stallLimit = stallLimit;
    }

    Topology build() {
        return new Topology()
                .addSource(IMAGES, new ByteArrayDeserializer(), new ByteArrayDeserializer(), settings.topic(IMAGES))
                .addProcessor(CLASSIFY, new ClassifySupplier(), IMAGES)
                .addSink(
                        PREDICTIONS,
                        settings.topic(PREDICTIONS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        CLASSIFY)
                .addSink(
                        DEAD_LETTERS,
                        settings.topic(DEAD_LETTERS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        CLASSIFY);
    }

    private final class ClassifySupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new InFlightProcessor(
                    pipeline,
                    outcomes,
                    inFlight,
                    new ForwardedEntries(entriesStay),
                    pipeline.maxInFlight(),
                    stallLimit);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(inFlightStore(), new ProcessIdPin.Builder());
        }
    }

    /**
     * Caching lets an entry that is put and deleted within one transaction never reach the changelog;
     * small segments and eager compaction keep what must be read back at a start short. A segment must hold
     * the largest record there can be.
     */
    private StoreBuilder<?> inFlightStore() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(InFlightProcessor.STORE),
                        Serdes.Integer(),
                        SourceRecordSerde.serde())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Long.toString(segmentBytes()),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
    }

    private long segmentBytes() {
        return Math.min(Integer.MAX_VALUE, Math.max(MIN_SEGMENT_BYTES, 2L * ClientSettings.maxOutputBytes(settings)));
    }
}
