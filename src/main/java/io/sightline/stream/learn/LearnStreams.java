package io.sightline.stream.learn;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.RecordFetcher;
import io.sightline.metrics.Metrics;
import io.sightline.pipeline.ExamplePictures;
import io.sightline.stream.TopologyRun;
import io.sightline.stream.inflight.InFlightTasks;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Makes the learn topology ready to run. */
public final class LearnStreams {
    /** Topics the topology needs, without prefix. */
    public static final List<String> TOPICS =
            List.of(EventTopics.PREDICTIONS, EventTopics.FEEDBACK, EventTopics.EXAMPLES, EventTopics.DEAD_LETTERS);

    private static final String LEARN = "learn";

    /** Nobody waits for predictions to be remembered; feedback and examples ask for commits of their own. */
    private static final int REMEMBERED_MS = 2_000;

    private LearnStreams() {}

    /**
     * Prepares; nothing runs yet.
     *
     * @param pictures the caller's to close, after the topology
     * @param records the caller's to close, after the topology
     * @param orient whether the service turns pictures upright by their EXIF orientation
     * @param onStopped see {@link TopologyRun}
     */
    public static TopologyRun create(
            Settings settings,
            ExamplePictures pictures,
            RecordFetcher records,
            BooleanSupplier orient,
            Metrics metrics,
            Runnable onStopped) {
        Properties properties = properties(settings);
        LearnWork work = new LearnWork(
                pictures, new PictureFinder(records), new LearnOutcomes(settings, metrics, Clock.systemUTC()), orient);
        InFlightTasks tasks = InFlightTasks.of(settings, properties, pictures.maxInFlight(), difference -> {});
        Topology topology = new LearnTopology(settings, work, tasks).build();
        return new TopologyRun(LEARN, new KafkaStreams(topology, properties, tasks.clients()), onStopped);
    }

    static Properties properties(Settings settings) {
        Properties properties = new ClientSettings(settings).streams(LEARN);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1); // people label slowly
        if (!settings.kafka().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)) {
            properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, REMEMBERED_MS);
        }
        // A commit sends what lingers, and whatever is to be seen sooner asks for one: no request for few predictions.
        String linger = StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG);
        if (!settings.kafka().containsKey(linger) && !settings.kafka().containsKey(ProducerConfig.LINGER_MS_CONFIG)) {
            properties.put(linger, REMEMBERED_MS);
        }
        properties.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class.getName());
        return properties;
    }
}
