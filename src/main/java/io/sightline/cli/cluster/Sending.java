package io.sightline.cli.cluster;

import io.sightline.cli.common.Progress;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends a record for each of some things, at a rate if one is wanted, with a progress bar. */
final class Sending {
    private final ClientSettings clients;
    private final @Nullable Double perSecond;
    private final AtomicReference<@Nullable ClusterException> failure = new AtomicReference<>();

    /** @param perSecond most records a second, or null for no limit */
    Sending(ClientSettings clients, @Nullable Double perSecond) {
        this.clients = clients;
        this.perSecond = perSecond;
    }

    /** Makes a thing's record. */
    @FunctionalInterface
    interface RecordMaker<T> {
        ProducerRecord<byte[], byte[]> record(T thing) throws IOException;
    }

    /**
     * Sends all of them, and returns when all are acknowledged.
     *
     * @throws ClusterException naming the first that was not accepted; those before it were
     */
    <T> void send(List<T> things, RecordMaker<T> maker) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer());
                Progress progress = new Progress("sending", things.size())) {
            for (int i = 0; i < things.size(); i++) {
                waitForTurn(start, i);
                T thing = things.get(i);
                producer.send(maker.record(thing), (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(
                                null,
                                new ClusterException(thing + " was not accepted: " + problem.getMessage(), problem));
                    }
                });
                throwIfFailed();
                progress.step();
            }
            producer.flush();
        }
        throwIfFailed();
    }

    private void waitForTurn(long start, int index) throws InterruptedException {
        if (perSecond != null) {
            long due = start + (long) (index / perSecond * 1e9);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private void throwIfFailed() {
        ClusterException problem = failure.get();
        if (problem != null) {
            throw problem;
        }
    }
}
