package io.sightline.stream;

import io.sightline.config.Settings;
import io.sightline.kafka.ClientSettings;
import io.sightline.metrics.Metrics;
import io.sightline.pipeline.ImagePipeline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classify topology, running. The pipeline stays the caller's to close, after this.
 *
 * <p>Threading notes: start and close on one thread; the rest may be read by any.
 */
public final class ClassifyStreams implements AutoCloseable {
    /** Topics the topology needs, without prefix. */
    public static final List<String> TOPICS =
            List.of(ClassifyTopology.IMAGES, ClassifyTopology.PREDICTIONS, ClassifyTopology.DEAD_LETTERS);

    private static final String CLASSIFY = "classify";

    private static final Logger logger = LoggerFactory.getLogger(ClassifyStreams.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    private final KafkaStreams streams;
    private final FailureGuard guard = new FailureGuard(Clock.systemUTC());

    /**
     * @param onStopped run once when the streams stop by themselves for good; on a thread of Kafka's, so
     *     it must not close this object there
     */
    public ClassifyStreams(Settings settings, ImagePipeline pipeline, Metrics metrics, Runnable onStopped) {
        Properties properties = new ClientSettings(settings).streams(CLASSIFY);
        InFlightCount inFlight = new InFlightCount(metrics);
        Outcomes outcomes = new Outcomes(settings, metrics, Clock.systemUTC());
        Topology topology = new ClassifyTopology(
                        settings, pipeline, outcomes, inFlight, entriesStay(properties), stallLimit(properties))
                .build();
        this.streams = new KafkaStreams(topology, properties, new BusyPollClients(inFlight));
        streams.setUncaughtExceptionHandler(guard);
        streams.setStateListener((now, before) -> {
            logger.debug("Streams went from {} to {}", before, now);
            if (now == State.RUNNING) {
                logger.info("Ready: this instance does its share of the work");
            }
            if (now == State.ERROR) {
                onStopped.run();
            }
        });
    }

    private static Duration entriesStay(Properties properties) {
        return StreamsConfig.AT_LEAST_ONCE.equals(properties.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                ? Duration.ofMillis(millis(properties, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG))
                : Duration.ZERO;
    }

    /**
     * How long a record may wait for room in the pipeline before the service is declared stuck: two thirds
     * of the transaction timeout, as it must fail before the broker gives up on its transaction.
     */
    public static Duration stallLimit(Settings settings) {
        return stallLimit(new ClientSettings(settings).streams(CLASSIFY));
    }

    private static Duration stallLimit(Properties properties) {
        String prefixed = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        String name = properties.containsKey(prefixed) ? prefixed : ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        return Duration.ofMillis(millis(properties, name) * 2 / 3);
    }

    private static long millis(Properties properties, String name) {
        return Long.parseLong(String.valueOf(properties.get(name)));
    }

    public void start() {
        streams.start();
    }

    /** Kafka Streams' own state: RUNNING when this instance does its share of the work. */
    public State state() {
        return streams.state();
    }

    /** Why a stream thread last died, if one has. */
    public Optional<Throwable> lastFailure() {
        return guard.last();
    }

    /** Leaves the group and closes; what is in flight stays in the store for whoever takes over. */
    @Override
    public void close() {
        if (!streams.close(CLOSE_TIMEOUT)) {
            logger.warn("Kafka Streams did not close within {} s", CLOSE_TIMEOUT.toSeconds());
        }
    }
}
