package io.sightline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Sends the demo's events as any producer would, and waits for what comes of them. */
final class EventSender {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    EventSender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Sends events evenly at a rate, or all at once where the rate is 0. */
    void send(DemoLedger ledger, List<Shipment> events, int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < events.size(); i++) {
            if (perSecond > 0) {
                long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            Shipment event = events.get(i);
            List<Header> headers = event.contentType() == null
                    ? List.of()
                    : List.of(
                            new RecordHeader("content-type", event.contentType().getBytes(UTF_8)));
            ledger.sent(event);
            producer.send(new ProducerRecord<>(topic, null, event.id().getBytes(UTF_8), event.value(), headers));
        }
        producer.flush();
    }

    /** Waits until all that was sent is answered, or nothing more comes for a minute. */
    static void awaitAnswers(DemoLedger ledger) throws InterruptedException {
        long progressed = System.nanoTime();
        int left = ledger.unanswered();
        while (left > 0 && System.nanoTime() - progressed < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
            int now = ledger.unanswered();
            if (now < left) {
                left = now;
                progressed = System.nanoTime();
            }
        }
    }
}
