package io.sightline.stream.redrive;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.RecordPlace;
import io.sightline.event.Redrive;
import io.sightline.event.RedriveSerde;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.ClusterException;
import io.sightline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters back, each in one transaction with the note that it was sent. A transaction stays
 * open for a second at most: readers of what is sent wait for its end.
 *
 * <p>Threading notes: one thread.
 */
final class RedriveSender implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final int MOST_IN_TRANSACTION = 500;
    private static final long LONGEST_TRANSACTION_NANOS = 1_000_000_000L;
    private static final int TRANSACTION_TIMEOUT_MS = 20_000;

    private final int transactionTimeoutMs;
    private final Topics topics;
    private final String notes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Integer> partitions = new HashMap<>();
    private int open;
    private long openedAt;

    /** Opens; gives up what another redrive of the same service has open, and ends that. */
    RedriveSender(Settings settings, Topics topics) {
        this(settings, topics, TRANSACTION_TIMEOUT_MS);
    }

    /** With another time after which the brokers give up a transaction. */
    RedriveSender(Settings settings, Topics topics, int transactionTimeoutMs) {
        this.transactionTimeoutMs = transactionTimeoutMs;
        this.topics = topics;
        this.notes = settings.topic(EventTopics.REDRIVES);
        Properties properties = new ClientSettings(settings).producer();
        properties.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.getString(Settings.APPLICATION_ID) + "-redrive");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, transactionTimeoutMs);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ClientSettings.maxOutputBytes(settings));
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Sends one; it counts once {@link #commit} has returned.
     *
     * @throws ClusterException as {@link #commit}
     */
    void send(SourceRecord letter, DeadLetter why, int attempt) {
        Headers headers = DeadLetter.originalHeaders(letter.headers());
        DeadLetter.setRedriven(headers, attempt);
        RecordPlace place = letter.place();
        int partition = partition(why);
        try {
            if (open == 0) {
                openedAt = System.nanoTime();
                producer.beginTransaction();
            }
            open++;
            // Stamped anew: under its old time it might be deleted before it is read.
            producer.send(new ProducerRecord<>(why.topic(), partition, null, letter.key(), letter.value(), headers));
            producer.send(note(new Redrive(place, why.reason(), why.topic(), attempt, clock.instant())));
        } catch (KafkaException e) {
            throw notSent(e);
        }
    }

    /**
     * Commits if much has been sent or some time ago, or before a pause, so that no reader has to wait for
     * what comes after it.
     *
     * @param pauseNanos how long nothing will be sent now
     * @return whether all that was sent counts
     * @throws ClusterException as {@link #commit}
     */
    boolean commitIfDue(long pauseNanos) {
        if (open >= MOST_IN_TRANSACTION || pauseNanos > LONGEST_TRANSACTION_NANOS / 2 || isOld()) {
            commit();
        }
        return open == 0;
    }

    /**
     * Makes what was sent count.
     *
     * @throws ClusterException if it could not be sent; none of what was sent since the last commit counts
     *     then
     */
    void commit() {
        if (open == 0) {
            return;
        }
        try {
            producer.commitTransaction();
            open = 0;
        } catch (KafkaException e) {
            throw isFencing(e) || isCausedBy(e, InvalidTxnStateException.class) ? notSent(e) : notCommitted(e);
        }
    }

    @Override
    public void close() {
        if (open > 0) {
            abort();
        }
        producer.close(CLOSE);
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // Fenced, or the cluster is gone: it gives the transaction up by itself.
            open = 0;
        }
    }

    /** Kafka may fence for another redrive and for a transaction that took too long, and does not say for which. */
    private ClusterException notSent(KafkaException e) {
        boolean fenced = isFencing(e);
        boolean late = System.nanoTime() - openedAt >= TimeUnit.MILLISECONDS.toNanos(transactionTimeoutMs);
        if (isCausedBy(e, InvalidTxnStateException.class) || (fenced && late)) {
            return new ClusterException(
                    "the last letters took longer than " + transactionTimeoutMs + " ms, so that the brokers gave them"
                            + " up, or another redrive of this service has begun; redrive again: that sends what has"
                            + " not been sent",
                    e);
        }
        if (fenced) {
            return new ClusterException("another redrive of this service has begun and goes on where this one was", e);
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new ClusterException("a dead letter was not accepted: " + cause.getMessage(), e);
    }

    /** A broker that ends a transaction and begins the next one's at a time may answer with an error of its own. */
    private static ClusterException notCommitted(KafkaException e) {
        return new ClusterException(
                "the brokers did not say that they have taken the last letters (" + e.getMessage()
                        + "); another redrive of this service may have begun. Redrive again: that sends what has not been"
                        + " sent",
                e);
    }

    private static boolean isFencing(KafkaException e) {
        return isCausedBy(e, ProducerFencedException.class) || isCausedBy(e, InvalidProducerEpochException.class);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends KafkaException> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }

    private boolean isOld() {
        return open > 0 && System.nanoTime() - openedAt > LONGEST_TRANSACTION_NANOS;
    }

    /** The partition it came from, so that it stands among the records of its key, also if it has none. */
    private int partition(DeadLetter why) {
        int count = partitions.computeIfAbsent(why.topic(), topic -> {
            topics.require(List.of(topic));
            return producer.partitionsFor(topic).size();
        });
        int partition = why.partition().matches("\\d{1,9}") ? Integer.parseInt(why.partition()) : 0;
        return partition % count;
    }

    private ProducerRecord<byte[], byte[]> note(Redrive redrive) {
        try (RedriveSerde serde = new RedriveSerde()) {
            return new ProducerRecord<>(
                    notes,
                    redrive.letter().toString().getBytes(StandardCharsets.UTF_8),
                    serde.serializer().serialize(notes, redrive));
        }
    }
}
