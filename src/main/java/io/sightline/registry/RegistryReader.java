package io.sightline.registry;

import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the models topic from its beginning into a {@link RegistryState}.
 *
 * <p>Threading notes: one thread at a time.
 */
final class RegistryReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String topic;
    private final ChunkListener listener;
    private final RegistryState state = new RegistryState();
    private final TopicReader reader;

    RegistryReader(ClientSettings clients, String topic, ChunkListener listener) {
        this.topic = topic;
        this.listener = listener;
        this.reader = TopicReader.fromBeginning(clients, topic);
    }

    /**
     * Applies what has come; waits for it for so long at most.
     *
     * @return whether anything has
     */
    boolean poll(Duration timeout) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
            state.apply(record, listener);
            any = true;
        }
        return any;
    }

    /** Whether all has been read that was there when the reader was opened. */
    boolean atEnd() {
        return reader.atEnd();
    }

    /**
     * Reads all that is there now.
     *
     * @param atLeast an offset that is waited for, even if what leads to it is not visible yet
     * @throws RegistryException if the cluster does not give it
     */
    void toEnd(long atLeast) {
        reader.lookAgain(Map.of(new TopicPartition(topic, 0), atLeast));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!reader.atEnd()) {
            if (System.nanoTime() > giveUp) {
                throw new RegistryException("the end of the topic " + topic + " could not be read within "
                        + PATIENCE.toSeconds() + " s; check the brokers");
            }
            poll(POLL);
        }
    }

    RegistryState state() {
        return state;
    }

    @Override
    public void close() {
        reader.close();
    }
}
