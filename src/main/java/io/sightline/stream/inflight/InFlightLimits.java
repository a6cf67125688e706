package io.sightline.stream.inflight;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What follows from how Kafka Streams commits.
 *
 * @param oneTransaction whether offsets, stores and outputs are committed as one
 * @param stallLimit how long a record may wait for room before the service is declared stuck: two thirds
 *     of the transaction timeout, as it must fail before the broker gives up on its transaction
 * @param earlyCommits see {@link EarlyCommits}
 */
public record InFlightLimits(boolean oneTransaction, Duration stallLimit, Duration earlyCommits) {

    /**
     * Those that go with the settings of a topology.
     *
     * @param streams what Kafka Streams is given
     */
    public static InFlightLimits of(Settings settings, Properties streams) {
        return new InFlightLimits(
                !StreamsConfig.AT_LEAST_ONCE.equals(streams.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)),
                stallLimit(streams),
                Duration.ofMillis(settings.getLong(Settings.COMMIT_EARLY_INTERVAL_MS)));
    }

    private static Duration stallLimit(Properties streams) {
        String prefixed = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        String name = streams.containsKey(prefixed) ? prefixed : ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        return Duration.ofMillis(Long.parseLong(String.valueOf(streams.get(name))) * 2 / 3);
    }
}
