package io.sightline.http.api;

import io.sightline.http.server.HttpException;
import io.sightline.kafka.ClientSettings;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes single records and waits until they are acknowledged.
 *
 * <p>Threading notes: any number of threads.
 */
public final class TopicWriter implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final KafkaProducer<byte[], byte[]> producer;

    public TopicWriter(ClientSettings clients) {
        Properties properties = clients.producer();
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes a record.
     *
     * @throws HttpException 503 if the cluster does not take it
     */
    RecordMetadata write(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            return producer.send(record).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new HttpException(503, "the topic " + record.topic() + " did not take it: " + cause.getMessage());
        } catch (TimeoutException e) {
            throw new HttpException(503, "the cluster did not answer; it may still have taken it");
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
