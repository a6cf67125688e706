package io.sightline.bench.contender.parallelconsumer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.confluent.parallelconsumer.PollContext;
import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Engine;
import io.sightline.bench.contender.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Batches as its guide has them ({@code batchSize}, {@code pollAndProduceMany}), ordered by key; with
 * {@code transactional=true} its transactional producer, else its asynchronous commits.
 */
public final class ParallelConsumer implements Contender {
    private static final int CONCURRENCY = Math.max(4, Runtime.getRuntime().availableProcessors());

    @Override
    public void start(Job job) {
        int most = job.number(Job.BATCH);
        Engine engine = Engine.load(job.model(), most);
        boolean transactional = Boolean.parseBoolean(job.word("transactional", "false"));
        Map<String, Object> producing = new HashMap<>(Map.of("bootstrap.servers", job.bootstrapServers()));
        if (transactional) {
            producing.put("transactional.id", job.prefix() + "producer");
        }
        Map<String, Object> consuming = Map.of(
                "bootstrap.servers",
                job.bootstrapServers(),
                "group.id",
                job.prefix() + "group",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false");
        ParallelConsumerOptions<String, byte[]> options = ParallelConsumerOptions.<String, byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(CONCURRENCY)
                .batchSize(most)
                .commitMode(
                        transactional
                                ? CommitMode.PERIODIC_TRANSACTIONAL_PRODUCER
                                : CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .consumer(new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer()))
                .producer(new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer()))
                .build();
        ParallelStreamProcessor<String, byte[]> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(job.images()));
        processor.pollAndProduceMany(batch -> predict(job, engine, batch));
    }

    private static List<ProducerRecord<String, byte[]>> predict(
            Job job, Engine engine, PollContext<String, byte[]> batch) {
        List<ConsumerRecord<String, byte[]>> records = batch.getConsumerRecordsFlattened();
        List<byte[]> predictions =
                engine.predict(records.stream().map(ConsumerRecord::value).toList());
        List<ProducerRecord<String, byte[]>> results = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            results.add(new ProducerRecord<>(job.predictions(), records.get(i).key(), predictions.get(i)));
        }
        return results;
    }
}
