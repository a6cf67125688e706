package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PromptPollTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BRIEFLY = Duration.ofMillis(1);
    private static final TopicPartition PLACE = new TopicPartition("images", 0);
    private static final ConsumerRecords<byte[], byte[]> NOTHING = ConsumerRecords.empty();
    private static final ConsumerRecords<byte[], byte[]> SOMETHING = new ConsumerRecords<>(
            Map.of(PLACE, List.of(new ConsumerRecord<>("images", 0, 0, new byte[0], new byte[0]))), Map.of());

    private final InFlightCount inFlight = new InFlightCount(difference -> {});
    private final EarlyCommits commits = new EarlyCommits(inFlight, 100, Duration.ofHours(1));
    private final PromptPoll prompt = new PromptPoll(inFlight, commits);
    private final List<Duration> polls = new ArrayList<>();

    @Test
    void anIdleServiceWaitsForRecords() {
        assertThat(poll(SOMETHING)).isSameAs(SOMETHING);
        assertThat(polls).containsExactly(HOUR);
    }

    @Test
    void recordsThatAreThereAreTakenAtOnce() {
        inFlight.add(1);
        assertThat(poll(SOMETHING)).isSameAs(SOMETHING);
        assertThat(polls).containsExactly(Duration.ZERO);
    }

    @Test
    void aFinishedImageEndsThePoll() {
        inFlight.add(1);
        inFlight.finishedSignal().run();
        poll(NOTHING);
        assertThat(polls).as("it never waits for records").containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void whileNoImageIsFinishedLargeRecordsAreStillRead() {
        inFlight.add(1);
        poll(NOTHING);
        assertThat(polls).containsExactly(Duration.ZERO, BRIEFLY);
    }

    @Test
    void resultsThatMayBeCommittedDoNotWaitForRecords() {
        commits.forwarded(System.nanoTime());
        poll(NOTHING);
        assertThat(polls).containsExactly(Duration.ZERO, BRIEFLY);
    }

    private ConsumerRecords<byte[], byte[]> poll(ConsumerRecords<byte[], byte[]> records) {
        return prompt.poll(HOUR, timeout -> {
            polls.add(timeout);
            return records;
        });
    }
}
