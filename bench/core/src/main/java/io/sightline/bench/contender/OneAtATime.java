package io.sightline.bench.contender;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The pattern of most tutorials: a model inside {@code mapValues}, one record at a time, exactly once. */
public final class OneAtATime implements Contender {
    @Override
    public void start(Job job) {
        Engine engine = Engine.load(job.model(), 1);
        run(job, engine::predict);
    }

    /** What is done with the value of a record. */
    interface Work {
        byte[] predict(byte[] event);
    }

    static void run(Job job, Work work) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(job.images(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(work::predict)
                .to(job.predictions(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, job.prefix() + "streams");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, job.work().toString());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                job.word(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2));
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, job.word(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1"));
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        new KafkaStreams(builder.build(), properties).start();
    }
}
