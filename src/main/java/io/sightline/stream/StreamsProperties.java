package io.sightline.stream;

import io.sightline.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams' settings: what a service with pictures in flight needs, then whatever the user set
 * under {@code kafka.}, which wins.
 */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties classify(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.getString(Settings.APPLICATION_ID) + "-classify");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.getList(Settings.BOOTSTRAP_SERVERS));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.getString(Settings.STATE_DIR));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.getString(Settings.PROCESSING_GUARANTEE));
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.getInt(Settings.STREAM_THREADS));
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                (int) settings.getShort(Settings.TOPIC_REPLICATION_FACTOR));
        // Under exactly once a consumer sees a prediction when its transaction commits.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Streams' own default lets a result wait 100 ms for company.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), RecordSizes.OUTPUT_MAX);
        if (settings.getString(Settings.PROCESSING_GUARANTEE).equals(StreamsConfig.EXACTLY_ONCE_V2)) {
            properties.put(
                    StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                    Math.toIntExact(settings.getLong(Settings.TRANSACTION_TIMEOUT_MS)));
        }
        // A crashed instance's partitions should move within seconds, not Kafka's 45 s.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        String instance = settings.getString(Settings.INSTANCE_ID);
        if (!instance.isEmpty()) {
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        }
        properties.putAll(settings.kafka());
        Properties result = new Properties();
        result.putAll(properties);
        return result;
    }
}
