package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarlyCommitsTest {
    private static final long MS = 1_000_000;
    private static final int CAPACITY = 100;

    private final InFlightCount inFlight = new InFlightCount(difference -> {});
    private final EarlyCommits commits = new EarlyCommits(inFlight, CAPACITY, Duration.ofMillis(100));
    private final long start = System.nanoTime() + 1000 * MS;

    @Test
    void theLastResultIsSeenAtOnce() {
        assertThat(commits.due(start)).isTrue();
        assertThat(commits.due(start + MS)).as("and again, if another follows").isTrue();
    }

    @Test
    void whileTheServiceKeepsUpResultsAreSeenInIntervals() {
        inFlight.add(20);
        assertThat(commits.due(start)).as("long after the one before").isTrue();
        assertThat(commits.due(start + 99 * MS)).isFalse();
        assertThat(commits.due(start + 100 * MS)).isTrue();
        assertThat(commits.due(start + 101 * MS)).isFalse();
    }

    @Test
    void behindABacklogKafkaStreamsOwnIntervalHolds() {
        inFlight.add(90);
        assertThat(commits.due(start)).isFalse();
        assertThat(commits.due(start + 400 * MS)).isFalse();
        inFlight.add(-20);
        assertThat(commits.due(start + 401 * MS)).as("it has caught up").isTrue();
    }
}
