package io.sightline.bench.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The pattern of a plain consumer: what one poll brings is one batch, at least once. */
public final class BatchPerPoll implements Contender {
    /** Setting of the job: how many records a poll brings at most. */
    public static final String RECORDS = "max.poll.records";

    @Override
    public void start(Job job) {
        Engine engine = Engine.load(job.model(), job.number(RECORDS));
        Thread thread = new Thread(() -> work(job, engine), "poll");
        thread.start();
    }

    private static void work(Job job, Engine engine) {
        Map<String, Object> consuming = Map.of(
                "bootstrap.servers",
                job.bootstrapServers(),
                "group.id",
                job.prefix() + "polling",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                RECORDS,
                job.number(RECORDS));
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", job.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.subscribe(List.of(job.images()));
            while (true) {
                List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
                consumer.poll(Duration.ofMillis(100)).forEach(batch::add);
                if (batch.isEmpty()) {
                    continue;
                }
                List<byte[]> predictions =
                        engine.predict(batch.stream().map(ConsumerRecord::value).toList());
                for (int i = 0; i < predictions.size(); i++) {
                    producer.send(
                            new ProducerRecord<>(job.predictions(), batch.get(i).key(), predictions.get(i)));
                }
                producer.flush();
                consumer.commitSync();
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
