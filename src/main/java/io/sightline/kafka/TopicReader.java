package io.sightline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of all partitions of a topic, or several, outside any consumer group.
 *
 * <p>Threading notes: one thread at a time.
 */
public final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> end;

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.end = consumer.endOffsets(partitions);
    }

    /** Reads from the oldest record there is. The topic must exist; see {@link Topics#require}. */
    public static TopicReader fromBeginning(ClientSettings clients, String topic) {
        TopicReader reader = open(clients, List.of(topic));
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** Reads what is written from now on. The topic must exist; see {@link Topics#require}. */
    public static TopicReader fromNow(ClientSettings clients, String topic) {
        return fromNow(clients, List.of(topic), List.of());
    }

    /**
     * Reads what is written from now on to some topics, and others from the oldest record there is. All must
     * exist; see {@link Topics#require}.
     */
    public static TopicReader fromNow(ClientSettings clients, List<String> topics, List<String> fromBeginning) {
        List<String> all =
                Stream.concat(topics.stream(), fromBeginning.stream()).toList();
        TopicReader reader = open(clients, all);
        reader.end.forEach(reader.consumer::seek);
        reader.consumer.seekToBeginning(reader.of(fromBeginning));
        return reader;
    }

    /**
     * Goes back in a topic that is read from now on, so that what was written last is read, too.
     *
     * @param offsets how far in each partition; as far as there are records, at most
     */
    public void back(String topic, int offsets) {
        consumer.beginningOffsets(of(List.of(topic)))
                .forEach((partition, beginning) ->
                        consumer.seek(partition, Math.max(beginning, end.getOrDefault(partition, 0L) - offsets)));
    }

    /** Leaves out what has been written to a topic and not been read. */
    public void skipToEnd(String topic) {
        consumer.seekToEnd(of(List.of(topic)));
    }

    /** The records that have come; those of one partition in their order. Empty if none comes in time. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration time) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(time);
        return records;
    }

    /**
     * Takes for the end what is there now.
     *
     * @param atLeast offsets that the end is not before, though what leads to them may not be visible yet:
     *     a commit that has been answered can take a moment to reach readers
     */
    public void lookAgain(Map<TopicPartition, Long> atLeast) {
        Map<TopicPartition, Long> now = new HashMap<>(consumer.endOffsets(partitions));
        atLeast.forEach((partition, offset) -> now.merge(partition, offset, Math::max));
        end = now;
    }

    /**
     * Whether everything has been read that was there when the reader was opened, or last looked
     * again.
     */
    public boolean atEnd() {
        return end.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // Kafka's consumer would not say goodbye, and log an error
        consumer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> of(List<String> topics) {
        return partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
    }

    private static TopicReader open(ClientSettings clients, List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        return new TopicReader(consumer, partitions);
    }
}
