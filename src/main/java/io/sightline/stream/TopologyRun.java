package io.sightline.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topology, running. What it works with stays its owner's to close, after this.
 *
 * <p>Threading notes: start and close on one thread; the rest may be read by any.
 */
public final class TopologyRun implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(TopologyRun.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    private final String name;
    private final KafkaStreams streams;
    private final FailureGuard guard;

    /**
     * Prepares; {@link #start} starts.
     *
     * @param name of the topology, for people
     * @param streams not started yet; closed by this
     * @param onStopped run once when the streams stop by themselves for good; on a thread of Kafka's, so
     *     it must not close this object there
     */
    public TopologyRun(String name, KafkaStreams streams, Runnable onStopped) {
        this.name = name;
        this.guard = new FailureGuard(Clock.systemUTC());
        this.streams = streams;
        streams.setUncaughtExceptionHandler(guard);
        streams.setStateListener((now, before) -> {
            logger.debug("{} went from {} to {}", name, before, now);
            if (now == State.RUNNING) {
                logger.info("Ready to {}: this instance does its share of the work", name);
            }
            if (now == State.ERROR) {
                onStopped.run();
            }
        });
    }

    public void start() {
        streams.start();
    }

    /** What it does, in one word. */
    public String name() {
        return name;
    }

    /** Kafka Streams' own state: RUNNING when this instance does its share of the work. */
    public State state() {
        return streams.state();
    }

    /** What Kafka Streams and its clients measure. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /**
     * How long this instance has not been able to talk with its group's coordinator, in seconds: none of its
     * heartbeats was sent, because none before was answered. Negative before the first.
     */
    public double silence() {
        return streams.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("last-heartbeat-seconds-ago"))
                .map(entry -> entry.getValue().metricValue())
                .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : -1)
                .max()
                .orElse(-1);
    }

    /** Why a stream thread last died, if one has. */
    public Optional<Throwable> lastFailure() {
        return guard.last();
    }

    /** Closes; what is in flight stays in the store for whoever takes over once the session in the group has ended. */
    @Override
    public void close() {
        if (!streams.close(CLOSE_TIMEOUT)) {
            logger.warn("Kafka Streams did not stop to {} within {} s", name, CLOSE_TIMEOUT.toSeconds());
        }
    }
}
