package io.sightline.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records by their place.
 *
 * <p>Threading notes: any number of threads; they take turns.
 */
public final class RecordFetcher implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public RecordFetcher(ClientSettings clients) {
        Properties properties = clients.consumer();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads a record.
     *
     * @return empty if the topic keeps it no longer, or never had it
     * @throws ClusterException if the cluster does not answer within 5 seconds
     */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long giveUp = System.nanoTime() + ANSWER.toNanos();
        try {
            while (System.nanoTime() < giveUp) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
                if (consumer.position(partition) > offset) {
                    return Optional.empty(); // there are only markers from there on
                }
            }
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        } finally {
            consumer.assign(List.of());
        }
        throw new ClusterException(
                "record " + partition + "-" + offset + " could not be read within " + ANSWER.toSeconds() + " s");
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
