package io.sightline.stream.inflight;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Times that follow from how Kafka Streams commits.
 *
 * @param entriesStay how long an entry stays in the in-flight store after its result was forwarded, see
 *     {@link ForwardedEntries}
 * @param stallLimit how long a record may wait for room before the service is declared stuck: two thirds
 *     of the transaction timeout, as it must fail before the broker gives up on its transaction
 * @param earlyCommits see {@link EarlyCommits}
 */
public record InFlightLimits(Duration entriesStay, Duration stallLimit, Duration earlyCommits) {

    /**
     * Those that go with the settings of a topology.
     *
     * @param streams what Kafka Streams is given
     */
    public static InFlightLimits of(Settings settings, Properties streams) {
        return new InFlightLimits(
                entriesStay(streams),
                stallLimit(streams),
                Duration.ofMillis(settings.getLong(Settings.COMMIT_EARLY_INTERVAL_MS)));
    }

    private static Duration entriesStay(Properties streams) {
        return StreamsConfig.AT_LEAST_ONCE.equals(streams.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                ? Duration.ofMillis(millis(streams, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG))
                : Duration.ZERO;
    }

    private static Duration stallLimit(Properties streams) {
        String prefixed = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        String name = streams.containsKey(prefixed) ? prefixed : ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        return Duration.ofMillis(millis(streams, name) * 2 / 3);
    }

    private static long millis(Properties streams, String name) {
        return Long.parseLong(String.valueOf(streams.get(name)));
    }
}
