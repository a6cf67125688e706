package io.sightline.stream.classify;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.stream.ProcessIdPin;
import io.sightline.stream.inflight.InFlightProcessor;
import io.sightline.stream.inflight.InFlightStore;
import io.sightline.stream.inflight.InFlightTasks;
import io.sightline.stream.inflight.Work;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * images → classify → predictions, dead-letters. The names of nodes and stores are part of what a
 * running service has on its cluster and do not change between versions.
 */
final class ClassifyTopology {
    static final String IMAGES = EventTopics.IMAGES;
    private static final String CLASSIFY = "classify";
    static final String PREDICTIONS = EventTopics.PREDICTIONS;
    static final String DEAD_LETTERS = EventTopics.DEAD_LETTERS;

    private final Settings settings;
    private final Work work;
    private final InFlightTasks tasks;

    ClassifyTopology(Settings settings, Work work, InFlightTasks tasks) {
        this.settings = settings;
        this.work = work;
        this.tasks = tasks;
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
            return new InFlightProcessor(work, tasks);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(InFlightStore.builder(settings), new ProcessIdPin.Builder());
        }
    }
}
