package io.sightline.stream.inflight;

import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * How a stream thread polls. It forwards and commits between two polls, so the length of a poll is the delay of a
 * finished image: while images are in flight, or results are to be committed at once, it waits for an image to be
 * finished, where Kafka Streams would wait for records, and only briefly. Records that arrive meanwhile wait for as
 * long.
 *
 * <p>Threading notes: for one stream thread.
 */
final class PromptPoll {
    private static final Duration WAIT = Duration.ofMillis(5);

    /**
     * Kafka Streams runs a punctuator once in a millisecond: an image that is finished just after one has looked is
     * forwarded by the next. And a fetch that is larger than the socket's buffer needs time to be read.
     */
    private static final Duration BRIEFLY = Duration.ofMillis(1);

    private final InFlightCount inFlight;
    private final EarlyCommits commits;
    private boolean woken;

    /** For the tasks of a topology. */
    PromptPoll(InFlightCount inFlight, EarlyCommits commits) {
        this.inFlight = inFlight;
        this.commits = commits;
    }

    /** Polls a consumer, by its method to poll, in one or two calls. */
    ConsumerRecords<byte[], byte[]> poll(
            Duration timeout, Function<Duration, ConsumerRecords<byte[], byte[]>> consumer) {
        boolean busy = inFlight.get() > 0 || commits.dueSoon();
        if (!busy || timeout.compareTo(WAIT) < 0) {
            return consumer.apply(timeout);
        }
        ConsumerRecords<byte[], byte[]> there = consumer.apply(Duration.ZERO);
        if (!there.isEmpty()) {
            return there;
        }
        woken = inFlight.awaitFinished(woken ? BRIEFLY : WAIT);
        return consumer.apply(woken ? Duration.ZERO : BRIEFLY);
    }
}
