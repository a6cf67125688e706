package io.sightline.bench.contender.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.jet.JetService;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.kafka.KafkaSinks;
import com.hazelcast.jet.kafka.KafkaSources;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.ServiceFactories;
import com.hazelcast.jet.pipeline.ServiceFactory;
import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Job;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * {@code mapUsingServiceAsyncBatched} between its Kafka source and sink, in a member inside the process;
 * snapshots every second. With {@code guarantee=EXACTLY_ONCE} the sink is transactional.
 */
public final class JetBatched implements Contender {
    private static final int SNAPSHOT_MS = 1000;

    /** A snapshot's barrier waits behind all that is queued; 1024 items, the default, are many seconds of work. */
    private static final int QUEUE = 64;

    @Override
    public void start(Job job) {
        ProcessingGuarantee guarantee = ProcessingGuarantee.valueOf(job.word("guarantee", "AT_LEAST_ONCE"));
        Properties consuming = new Properties();
        consuming.put("bootstrap.servers", job.bootstrapServers());
        consuming.put("auto.offset.reset", "earliest");
        consuming.put("key.deserializer", ByteArrayDeserializer.class.getName());
        consuming.put("value.deserializer", ByteArrayDeserializer.class.getName());
        Properties producing = new Properties();
        producing.put("bootstrap.servers", job.bootstrapServers());
        producing.put("key.serializer", ByteArraySerializer.class.getName());
        producing.put("value.serializer", ByteArraySerializer.class.getName());

        String model = job.model().toString();
        int most = job.number(Job.BATCH);
        ServiceFactory<?, BatchService> service =
                ServiceFactories.sharedService(context -> new BatchService(model, most));
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(KafkaSources.<byte[], byte[]>kafka(consuming, job.images()))
                .withoutTimestamps()
                .mapUsingServiceAsyncBatched(service, most, BatchService::predict)
                .writeTo(KafkaSinks.<Map.Entry<byte[], byte[]>>kafka(producing)
                        .topic(job.predictions())
                        .extractKeyFn(Map.Entry::getKey)
                        .extractValueFn(Map.Entry::getValue)
                        .exactlyOnce(guarantee == ProcessingGuarantee.EXACTLY_ONCE)
                        .build());

        Config config = new Config();
        config.getJetConfig().setEnabled(true);
        config.getJetConfig().getDefaultEdgeConfig().setQueueSize(QUEUE);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        JetService jet = Hazelcast.newHazelcastInstance(config).getJet();
        jet.newJob(
                pipeline,
                new JobConfig()
                        .setName("classify")
                        .setProcessingGuarantee(guarantee)
                        .setSnapshotIntervalMillis(SNAPSHOT_MS));
    }
}
