package io.sightline.stream.inflight;

import io.sightline.config.Settings;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * What all tasks of a topology share whose processor is an {@link InFlightProcessor}.
 *
 * @param capacity most records of one task in flight, finished but not yet forwarded included
 * @param count how many there are
 * @param limits that go with the topology's settings
 * @param commits when its stream threads commit
 * @param flushes of the producers of its stream threads
 */
public record InFlightTasks(
        int capacity, InFlightCount count, InFlightLimits limits, EarlyCommits commits, Flushes flushes) {

    /**
     * For a topology that is about to be made.
     *
     * @param streams what Kafka Streams is given
     * @param changes see {@link InFlightCount}
     */
    public static InFlightTasks of(Settings settings, Properties streams, int capacity, IntConsumer changes) {
        InFlightCount count = new InFlightCount(changes);
        InFlightLimits limits = InFlightLimits.of(settings, streams);
        return new InFlightTasks(
                capacity, count, limits, new EarlyCommits(count, capacity, limits.earlyCommits()), new Flushes());
    }

    /** The clients that Kafka Streams is to run the topology with. */
    public KafkaClientSupplier clients() {
        return new InFlightClients(count, commits, flushes);
    }
}
