package io.sightline.registry;

import io.sightline.kafka.ClientSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change the models topic, which one writer has at a time: the assignment of its one
 * partition in a consumer group of all writers. Others wait until it is given back, or its holder has
 * died. The group's offset says how far the next holder must have read before it may write; it is
 * written in the change's own transaction, which Kafka refuses from a holder that has lost its turn.
 *
 * <p>The group is named after the topic, not after the service: whoever writes to the topic takes turns.
 *
 * <p>Threading notes: one thread.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-447">KIP-447</a>
 */
final class WriterTurn implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(WriterTurn.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    private WriterTurn(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    /**
     * Waits for the turn.
     *
     * @param longestChange the time after which whoever holds the turn has lost it
     * @throws RegistryException if it does not come within that time
     */
    static WriterTurn take(ClientSettings clients, TopicPartition partition, Duration longestChange) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                properties(clients, partition.topic(), longestChange),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        WriterTurn turn = new WriterTurn(consumer, partition);
        try {
            turn.await(longestChange);
            return turn;
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** How far the topic must have been read before it is changed: the end of the last change. */
    long readUpTo() {
        // waits while the last holder's transaction, and with it this offset, is undecided
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        return committed == null ? 0 : committed.offset();
    }

    /** What makes Kafka refuse a transaction of this turn once the turn is lost. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Gives the turn back. */
    @Override
    public void close() {
        consumer.close();
    }

    private void await(Duration longest) {
        // its records are read elsewhere
        consumer.subscribe(List.of(partition.topic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.pause(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
        });
        long start = System.nanoTime();
        boolean said = false;
        while (consumer.assignment().isEmpty()) {
            long waited = System.nanoTime() - start;
            if (waited > longest.toNanos()) {
                throw new RegistryException("another writer has been changing " + partition.topic() + " for "
                        + longest.toSeconds() + " s; try again when it is done");
            }
            if (!said && waited > QUIET.toNanos()) {
                logger.info("Waiting for another writer of {} to be done", partition.topic());
                said = true;
            }
            consumer.poll(POLL);
        }
    }

    private static Properties properties(ClientSettings clients, String topic, Duration longestChange) {
        Properties p = clients.consumer();
        p.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, topic + "-writers",
                ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "500", // how soon the next one learns that it is its turn
                // nothing is polled while a change is made
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, String.valueOf(longestChange.toMillis())));
        return p;
    }
}
