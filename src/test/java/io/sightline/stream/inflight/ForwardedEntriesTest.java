package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForwardedEntriesTest {
    @Test
    void inOneTransactionAnEntryGoesWithItsResult() {
        ForwardedEntries entries = new ForwardedEntries(Duration.ZERO);
        entries.add(3, 1_000);
        entries.add(1, 1_000);
        assertThat(entries.takeSafe(1_000)).containsExactly(3, 1);
        assertThat(entries.isEmpty()).isTrue();
    }

    @Test
    void withoutTransactionsAnEntryStaysUntilACommitHasCertainlyFollowedItsResult() {
        ForwardedEntries entries = new ForwardedEntries(Duration.ofMillis(100));
        entries.add(3, 1_000);
        assertThat(entries.takeSafe(1_100))
                .as("the last commit may be older than the result")
                .isEmpty();
        entries.add(4, 1_150);
        assertThat(entries.takeSafe(1_101))
                .as("the commit comes after this round")
                .isEmpty();
        assertThat(entries.takeSafe(1_102)).containsExactly(3);
        assertThat(entries.takeSafe(1_251)).isEmpty();
        assertThat(entries.takeSafe(1_252)).containsExactly(4);
        assertThat(entries.isEmpty()).isTrue();
    }
}
