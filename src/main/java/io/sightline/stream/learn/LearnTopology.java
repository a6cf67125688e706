package io.sightline.stream.learn;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.stream.inflight.InFlightProcessor;
import io.sightline.stream.inflight.InFlightStore;
import io.sightline.stream.inflight.InFlightTasks;
import io.sightline.stream.inflight.Work;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * feedback, predictions → by-id → join → make-example → examples, dead-letters. The names of nodes, stores
 * and of the topic in between are part of what a running service has on its cluster and do not change
 * between versions.
 */
final class LearnTopology {
    static final String MAKE_EXAMPLE = "make-example";
    static final String EXAMPLES = EventTopics.EXAMPLES;
    static final String DEAD_LETTERS = EventTopics.DEAD_LETTERS;

    private static final String JOIN = "join";

    private final Settings settings;
    private final Work work;
    private final InFlightTasks tasks;

    LearnTopology(Settings settings, Work work, InFlightTasks tasks) {
        this.settings = settings;
        this.work = work;
        this.tasks = tasks;
    }

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> predictions = stream(builder, EventTopics.PREDICTIONS, ById.PredictionRouter::new);
        Duration interval = Duration.ofMillis(Math.max(1, settings.getLong(Settings.COMMIT_EARLY_INTERVAL_MS)));
        FeedbackCommits commits = new FeedbackCommits(interval, System.nanoTime());
        stream(builder, EventTopics.FEEDBACK, () -> new ById.FeedbackRouter(commits))
                .merge(predictions, Named.as("merge"))
                .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName("by-id"))
                .process(supplier(this::join, predictionStore(), waitingStore()), Named.as(JOIN));
        return builder.build()
                .addProcessor(MAKE_EXAMPLE, supplier(this::makeExample, InFlightStore.builder(settings)), JOIN)
                .addSink(
                        EXAMPLES,
                        settings.topic(EXAMPLES),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        MAKE_EXAMPLE)
                .addSink(
                        DEAD_LETTERS,
                        settings.topic(DEAD_LETTERS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        MAKE_EXAMPLE);
    }

    private KStream<byte[], byte[]> stream(
            StreamsBuilder builder, String topic, Supplier<Processor<byte[], byte[], byte[], byte[]>> router) {
        return builder.stream(
                        settings.topic(topic),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(topic))
                .process(supplier(router), Named.as("route-" + topic));
    }

    private FeedbackJoin join() {
        return new FeedbackJoin(Duration.ofMillis(settings.getLong(Settings.FEEDBACK_WAIT_MS)));
    }

    private InFlightProcessor makeExample() {
        return new InFlightProcessor(work, tasks);
    }

    private StoreBuilder<?> predictionStore() {
        Duration retention = Duration.ofMillis(settings.getLong(Settings.FEEDBACK_PREDICTION_RETENTION_MS));
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(FeedbackJoin.PREDICTIONS, retention, Duration.ofMillis(1), false),
                Serdes.String(),
                Serdes.ByteArray());
    }

    private static StoreBuilder<?> waitingStore() {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FeedbackJoin.WAITING), Serdes.String(), Waiting.serde());
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier(
            Supplier<? extends Processor<byte[], byte[], byte[], byte[]>> processors, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(stores);
            }
        };
    }
}
