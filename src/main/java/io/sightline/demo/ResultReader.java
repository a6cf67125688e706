package io.sightline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.kafka.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads predictions and dead letters as any consumer would, committed ones only, and enters them in the
 * ledger, on a thread of its own.
 */
final class ResultReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String predictions;
    private final DemoLedger ledger;
    private final DemoListener listener;
    private final Deserializer<Prediction> deserializer = new PredictionSerde().deserializer();
    private final Thread thread = new Thread(this::run, "demo-reader");
    private volatile boolean closing;

    /** Starts to read what comes from now on. */
    ResultReader(Settings settings, DemoLedger ledger, DemoListener listener) {
        this.predictions = settings.topic(EventTopics.PREDICTIONS);
        this.ledger = ledger;
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(
                new ClientSettings(settings).consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(predictions, settings.topic(EventTopics.DEAD_LETTERS))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up lazily; what is sent after this constructor must not be missed.
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads to the present end of the topics and stops. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
    }

    private void run() {
        while (!closing) {
            consumer.poll(POLL).forEach(this::enter);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::enter);
        }
    }

    private void enter(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), UTF_8);
        if (record.topic().equals(predictions)) {
            Prediction prediction = deserializer.deserialize(record.topic(), record.value());
            show(ledger.predicted(id, prediction.label()), prediction.label(), prediction.probability());
        } else {
            String reason = DeadLetter.of(record.headers()).reason();
            show(ledger.rejected(id, reason), reason, Double.NaN);
        }
    }

    private void show(DemoLedger.@Nullable Answer answer, String outcome, double probability) {
        if (answer != null) {
            Shipment shipment = answer.shipment();
            listener.result(shipment.picture(), outcome, probability, shipment.label(), answer.latencyMs());
        }
    }
}
