package io.sightline.bench.contender.flink;

import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Job;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Kafka source and sink around asynchronous I/O, in a cluster inside the process; checkpoints every
 * second. With {@code guarantee=EXACTLY_ONCE} the sink is transactional.
 */
public final class FlinkAsync implements Contender {
    private static final int IN_FLIGHT = 128;
    private static final int CHECKPOINT_MS = 1000;
    private static final int TRANSACTION_MS = 60_000;

    @Override
    public void start(Job job) throws Exception {
        DeliveryGuarantee guarantee = DeliveryGuarantee.valueOf(job.word("guarantee", "AT_LEAST_ONCE"));
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                job.work().resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        environment.enableCheckpointing(CHECKPOINT_MS);

        KafkaSource<KeyAndValue> source = KafkaSource.<KeyAndValue>builder()
                .setBootstrapServers(job.bootstrapServers())
                .setTopics(job.images())
                .setGroupId(job.prefix() + "flink")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new KeyAndValue.Reader())
                .build();
        Properties producing = new Properties();
        producing.put("transaction.timeout.ms", String.valueOf(TRANSACTION_MS));
        KafkaSink<KeyAndValue> sink = KafkaSink.<KeyAndValue>builder()
                .setBootstrapServers(job.bootstrapServers())
                .setRecordSerializer(new KeyAndValue.Writer(job.predictions()))
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(job.prefix() + "flink")
                .setKafkaProducerConfig(producing)
                .build();
        DataStream<KeyAndValue> images = environment.fromSource(source, WatermarkStrategy.noWatermarks(), "images");
        AsyncDataStream.orderedWait(
                        images,
                        new ClassifyFunction(job.model().toString(), job.number(Job.BATCH)),
                        1,
                        TimeUnit.MINUTES,
                        IN_FLIGHT)
                .sinkTo(sink);
        environment.executeAsync("classify");
    }
}
