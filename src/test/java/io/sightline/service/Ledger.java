package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.kafka.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts what came out by the number each event carries in the header {@value #NUMBER}: which numbers
 * are missing, which came twice, and where a key's numbers are out of order. Sees committed records
 * only.
 */
public final class Ledger implements AutoCloseable {
    public static final String NUMBER = "number";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Integer> seen = new TreeMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> disorder = new ArrayList<>();

    public Ledger(ClientSettings clients, List<String> topics) {
        Properties properties = clients.consumer();
        properties.put("isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes in what has been committed since the last call, and returns how many different numbers there are. */
    public int read() {
        consumer.poll(Duration.ofMillis(100)).forEach(this::count);
        return seen.size();
    }

    /** Takes in everything committed up to now. */
    public void drain() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
    }

    public List<Integer> lost(int sent) {
        List<Integer> lost = new ArrayList<>();
        for (int number = 0; number < sent; number++) {
            if (!seen.containsKey(number)) {
                lost.add(number);
            }
        }
        return lost;
    }

    public List<Integer> duplicated() {
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<String> disorder() {
        return disorder;
    }

    /** Records of a topic, duplicates included. */
    public int count(String topic) {
        return counts.getOrDefault(topic, 0);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(NUMBER);
        int number = Integer.parseInt(new String(header.value(), UTF_8));
        seen.merge(number, 1, Integer::sum);
        counts.merge(record.topic(), 1, Integer::sum);
        if (record.key() != null) {
            String key = record.topic() + "/" + new String(record.key(), UTF_8);
            Integer before = last.put(key, number);
            if (before != null && before >= number) {
                disorder.add(key + ": " + number + " after " + before);
            }
        }
    }
}
