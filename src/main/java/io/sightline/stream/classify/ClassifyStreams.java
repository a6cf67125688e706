package io.sightline.stream.classify;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.metrics.Metrics;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.stream.TopologyRun;
import io.sightline.stream.inflight.InFlightCount;
import io.sightline.stream.inflight.InFlightLimits;
import io.sightline.stream.inflight.InFlightTasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Makes the classify topology ready to run. */
public final class ClassifyStreams {
    /** Topics the topology needs, without prefix. */
    public static final List<String> TOPICS =
            List.of(EventTopics.IMAGES, EventTopics.PREDICTIONS, EventTopics.DEAD_LETTERS);

    private static final String CLASSIFY = "classify";

    private ClassifyStreams() {}

    /**
     * Prepares; nothing runs yet.
     *
     * @param pipeline the caller's to close, after the topology
     * @param onStopped see {@link TopologyRun}
     */
    public static TopologyRun create(Settings settings, ImagePipeline pipeline, Metrics metrics, Runnable onStopped) {
        Properties properties = properties(settings);
        InFlightTasks tasks =
                InFlightTasks.of(settings, properties, pipeline.maxInFlight(), metrics::imagesInFlightChanged);
        Clock clock = Clock.systemUTC();
        metrics.instance().backlog(() -> backlogSeconds(tasks.count(), clock));
        ClassifyWork work = new ClassifyWork(pipeline, new Outcomes(settings, metrics, clock));
        Topology topology = new ClassifyTopology(settings, work, tasks).build();
        return new TopologyRun(CLASSIFY, new KafkaStreams(topology, properties, tasks.clients()), onStopped);
    }

    /** What Kafka Streams is told for classifying. */
    static Properties properties(Settings settings) {
        Properties properties = new ClientSettings(settings).streams(CLASSIFY);
        // A task has one partition, so there is none to wait for; but with anything else Streams (4.3) puts together a
        // text about each partition without records whenever it looks, which is often behind a backlog.
        properties.putIfAbsent(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        return properties;
    }

    private static double backlogSeconds(InFlightCount inFlight, Clock clock) {
        OptionalLong oldest = inFlight.oldestTimestamp();
        return oldest.isPresent() ? Math.max(0, clock.millis() - oldest.getAsLong()) / 1e3 : 0;
    }

    /** How long a record may wait for room in the pipeline before the service is declared stuck. */
    public static Duration stallLimit(Settings settings) {
        return InFlightLimits.of(settings, properties(settings)).stallLimit();
    }
}
