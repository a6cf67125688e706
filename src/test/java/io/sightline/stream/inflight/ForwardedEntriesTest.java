package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwardedEntriesTest {
    private final Flushes flushes = new Flushes();

    @Test
    void inOneTransactionAnEntryGoesWithItsResult() {
        ForwardedEntries entries = new ForwardedEntries(true, flushes);
        entries.add(3);
        entries.add(1);
        assertThat(entries.takeSafe()).containsExactly(3, 1);
        assertThat(entries.isEmpty()).isTrue();
    }

    @Test
    void withoutTransactionsAnEntryStaysUntilItsResultIsFlushed() {
        ForwardedEntries entries = new ForwardedEntries(false, flushes);
        flushes.flushed();
        entries.add(3);
        assertThat(entries.takeSafe()).as("that was before the result").isEmpty();
        flushes.flushed();
        entries.add(4);
        assertThat(entries.takeSafe()).containsExactly(3);
        flushes.flushed();
        assertThat(entries.takeSafe()).containsExactly(4);
        assertThat(entries.isEmpty()).isTrue();
    }

    @Test
    void anotherThreadsProducerIsNoMatterOfOnes() throws Exception {
        ForwardedEntries entries = new ForwardedEntries(false, flushes);
        entries.add(3);
        Thread other = new Thread(flushes::flushed);
        other.start();
        other.join();
        assertThat(entries.takeSafe()).isEmpty();
    }
}
