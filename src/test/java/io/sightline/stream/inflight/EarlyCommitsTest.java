package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EarlyCommitsTest {
    private static final long MS = 1_000_000;
    private static final int CAPACITY = 100;

    private final InFlightCount inFlight = new InFlightCount(difference -> {});
    private final EarlyCommits commits = new EarlyCommits(inFlight, CAPACITY, Duration.ofMillis(100));
    private final long start = System.nanoTime() + 1000 * MS;

    @Test
    void theLastResultIsSeenAtOnce() {
        commits.forwarded(start);
        assertThat(commits.due(start)).isTrue();
        assertThat(commits.due(start + 50 * MS)).as("there is nothing new").isFalse();
        commits.forwarded(start);
        assertThat(commits.due(start + 51 * MS)).isTrue();
        commits.forwarded(start);
        assertThat(commits.due(start + 52 * MS)).as("a commit takes as long").isFalse();
        assertThat(commits.wanted()).isTrue();
        assertThat(commits.due(start + 56 * MS)).isTrue();
    }

    @Test
    void aThreadLooksAgainForAResultThatCameTooSoonButNotForEver() {
        assertThat(commits.dueSoon(start)).as("there is nothing").isFalse();
        commits.forwarded(start);
        assertThat(commits.due(start)).isTrue();
        assertThat(commits.dueSoon(start + 1 * MS)).as("it is being committed").isFalse();
        commits.forwarded(start);
        assertThat(commits.due(start + 2 * MS)).isFalse();
        assertThat(commits.dueSoon(start + 2 * MS)).isTrue();
        assertThat(commits.dueSoon(start + 99 * MS))
                .as("another thread's image is in flight")
                .isTrue();
        assertThat(commits.dueSoon(start + 300 * MS)).as("its task has gone").isFalse();
    }

    @Test
    void whileTheServiceKeepsUpResultsAreSeenInIntervals() {
        inFlight.add(20);
        commits.forwarded(start);
        assertThat(commits.due(start)).as("long after the one before").isTrue();
        commits.forwarded(start);
        assertThat(commits.due(start + 99 * MS)).isFalse();
        assertThat(commits.due(start + 100 * MS)).as("without another result").isTrue();
        assertThat(commits.wanted()).isFalse();
    }

    @Test
    void anImageAsOldAsAnIntervalDoesNotWaitForAWholeOneBesides() {
        inFlight.add(20);
        commits.forwarded(start - 10 * MS);
        assertThat(commits.due(start)).isTrue();
        commits.forwarded(start - 40 * MS);
        commits.forwarded(start - 20 * MS);
        assertThat(commits.due(start + 59 * MS)).as("99 ms after it came").isFalse();
        assertThat(commits.due(start + 60 * MS)).isTrue();
        commits.forwarded(start - 70 * MS);
        assertThat(commits.due(start + 109 * MS)).as("a commit costs time").isFalse();
        assertThat(commits.due(start + 110 * MS)).isTrue();
        commits.forwarded(start + 90 * MS);
        assertThat(commits.due(start + 189 * MS))
                .as("what was committed has no say")
                .isFalse();
    }

    @Test
    void behindABacklogKafkaStreamsOwnIntervalHolds() {
        inFlight.add(90);
        commits.forwarded(start);
        assertThat(commits.due(start)).isFalse();
        assertThat(commits.due(start + 400 * MS)).isFalse();
        inFlight.add(-20);
        assertThat(commits.due(start + 401 * MS)).as("it has caught up").isTrue();
    }

    @Test
    void everyStreamThreadCommitsItsOwnResults() throws Exception {
        commits.forwarded(start);
        boolean other = CompletableFuture.supplyAsync(() -> commits.due(start)).get(1, TimeUnit.MINUTES);

        assertThat(other).isFalse();
        assertThat(commits.due(start)).isTrue();
    }
}
