package io.sightline.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.kafka.ClientSettings;
import io.sightline.service.Ledger;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Numbered image events that keep coming until they are told to stop. The producer retries for as long as
 * it takes and keeps its order, so that what is missing or doubled afterwards was not its doing.
 */
final class Traffic implements AutoCloseable {
    private static final int KEYS = 40;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts to send.
     *
     * @param uris gone through in turn
     * @param perSecond events, for as long as the broker takes them
     */
    Traffic(ClientSettings clients, String topic, List<String> uris, int perSecond) {
        thread = new Thread(() -> send(clients, topic, uris, perSecond), "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    /** Events that have been sent so far. */
    int sent() {
        return sent.get();
    }

    /** Stops, and returns how many events there were once all are acknowledged. */
    int stop() throws InterruptedException {
        stopped = true;
        thread.join();
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError("an event could not be sent", failed);
        }
        return sent.get();
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void send(ClientSettings clients, String topic, List<String> uris, int perSecond) {
        Properties properties = clients.producer();
        properties.put("delivery.timeout.ms", "600000");
        properties.put("linger.ms", "0");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            while (!stopped) {
                int number = sent.getAndIncrement();
                String event = "{\"id\":\"img-" + number + "\",\"uri\":\"" + uris.get(number % uris.size()) + "\"}";
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, ("camera-" + number % KEYS).getBytes(UTF_8), event.getBytes(UTF_8));
                record.headers()
                        .add(new RecordHeader(
                                Ledger.NUMBER, Integer.toString(number).getBytes(UTF_8)));
                producer.send(record, (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
                TimeUnit.MICROSECONDS.sleep(1_000_000 / perSecond); // the traffic's rate
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
