package io.sightline.stream.inflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.event.SourceRecord;
import io.sightline.pipeline.PipelineStalledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What becomes of entries and slots; mostly of those of a task that is corrupted, for example as the commit of its
 * transaction timed out: Kafka Streams closes it, restores its store to the last commit, and starts the same processor
 * again.
 */
class InFlightProcessorTest {
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final KeyValueStore<Integer, InFlightEntry> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(InFlightStore.NAME), Serdes.Integer(), InFlightEntry.serde())
            .withLoggingDisabled()
            .build();
    private final InFlightCount inFlight = new InFlightCount(difference -> {});
    private final Flushes flushes = new Flushes();
    private final ByHand work = new ByHand();
    private final InFlightProcessor exactlyOnce = processor(true);

    private final Set<CapturedPunctuator> thrown = new HashSet<>();
    private long offset;

    InFlightProcessorTest() {
        context.setCurrentSystemTimeMs(1000);
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void anImageThatIsTakenUpAgainKeepsItsSlotToItself() {
        exactlyOnce.init(context);
        process("a");
        finish("a");
        assertThat(forwarded()).containsExactly("a");
        assertThat(kept()).isEmpty();

        revive(exactlyOnce, Map.of(0, entry(0, "a")));
        process("b");

        assertThat(kept()).containsExactlyInAnyOrder("a", "b");
        finish("a");
        assertThat(kept()).containsExactly("b");
        finish("b");
        assertThat(kept()).isEmpty();
        assertThat(forwarded()).containsExactly("a", "a", "b"); // the first "a" was in the transaction that failed
    }

    @Test
    void whatIsTakenUpKeepsTheOrderInWhichItCame() {
        store.put(0, new InFlightEntry(8, at("1:7", 7)));
        store.put(1, new InFlightEntry(7, at("3:500", 500)));

        exactlyOnce.init(context);
        process("new");

        assertThat(work.started.keySet()).containsExactly("3:500", "1:7", "new");
        Map<Integer, InFlightEntry> committed = Map.of(2, store.get(0), 0, store.get(2), 5, store.get(1));
        work.started.clear();
        revive(exactlyOnce, committed);
        assertThat(work.started.keySet()).containsExactly("3:500", "1:7", "new");
    }

    @Test
    void slotsBelowOneThatIsTakenUpAreUsed() {
        store.put(2, entry(0, "a"));
        exactlyOnce.init(context);

        List.of("b", "c", "d").forEach(this::process);

        assertThat(slots()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void aFullTaskWaitsUntilSomethingIsDone() {
        exactlyOnce.init(context);
        List<String> ten = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        ten.forEach(this::process);
        work.started.get("3").complete(() -> exit("3"));

        process("eleventh");

        assertThat(forwarded()).containsExactly("3");
        assertThat(kept()).hasSize(10).contains("eleventh").doesNotContain("3");
    }

    @Test
    void aFullTaskThatFinishesNothingSaysSo() {
        InFlightProcessor impatient = processor(true, Duration.ofMillis(1));
        impatient.init(context);
        IntStream.range(0, 10).forEach(i -> process(impatient, String.valueOf(i)));

        assertThatThrownBy(() -> process(impatient, "eleventh"))
                .isInstanceOf(PipelineStalledException.class)
                .hasMessageContaining("finished no image");
    }

    @Test
    void resultsAreCommittedAndTheClockStopsOnceNothingIsLeft() {
        exactlyOnce.init(context);
        process("a");
        assertThat(context.committed()).isFalse();

        finish("a");

        Awaitility.await().pollInSameThread().until(() -> {
            tick(); // nothing is left, so it is at once: five milliseconds after the last
            return context.committed();
        });
        tick();
        assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
    }

    @Test
    void anImageIsForwardedAlsoAfterForwardingHasFailed() {
        exactlyOnce.init(context);
        process("a");
        work.failing = true;
        assertThatThrownBy(() -> finish("a")).isInstanceOf(StreamsException.class);
        work.failing = false;

        revive(exactlyOnce, Map.of(0, entry(0, "a")));
        finish("a");

        assertThat(forwarded()).containsExactly("a");
        assertThat(inFlight.get()).isZero();
    }

    @Test
    void onlyOnePunctuatorRunsAfterwards() {
        exactlyOnce.init(context);
        process("a");

        revive(exactlyOnce, Map.of(0, entry(0, "a")));

        assertThat(context.scheduledPunctuators()).hasSize(2);
        assertThat(context.scheduledPunctuators().get(0).cancelled()).isTrue();
        assertThat(context.scheduledPunctuators().get(1).cancelled()).isFalse();
    }

    @Test
    void atLeastOnceTheEntriesOfBeforeAreForgotten() {
        InFlightProcessor atLeastOnce = processor(false);
        atLeastOnce.init(context);
        process(atLeastOnce, "a");
        finish("a");

        revive(atLeastOnce, Map.of(0, entry(0, "a")));
        commit();

        assertThat(kept()).as("what is in flight again").containsExactly("a");
    }

    @Test
    void atLeastOnceAnEntryStaysUntilItsResultIsSure() {
        InFlightProcessor atLeastOnce = processor(false);
        atLeastOnce.init(context);
        process(atLeastOnce, "a");
        commit();
        finish("a");
        assertThat(forwarded()).containsExactly("a");

        context.setCurrentSystemTimeMs(context.currentSystemTimeMs() + 60_000);
        tick();
        assertThat(kept())
                .as("nothing was committed, as while partitions change hands")
                .containsExactly("a");
        commit();
        assertThat(kept()).isEmpty();
    }

    @Test
    void aStartThatFailsLeavesNothingInFlight() {
        store.put(0, entry(0, "a"));
        store.put(1, entry(1, "b"));
        work.room = 1;

        assertThatThrownBy(() -> exactlyOnce.init(context)).isInstanceOf(PipelineStalledException.class);

        assertThat(inFlight.get()).isZero();
        assertThat(inFlight.oldestTimestamp()).isEmpty();
        assertThat(work.started.get("a")).isCancelled();
        assertThat(kept()).containsExactlyInAnyOrder("a", "b");
    }

    private InFlightProcessor processor(boolean oneTransaction) {
        return processor(oneTransaction, Duration.ofSeconds(10));
    }

    private InFlightProcessor processor(boolean oneTransaction, Duration stallLimit) {
        return new InFlightProcessor(
                work,
                new InFlightTasks(
                        10,
                        inFlight,
                        new InFlightLimits(oneTransaction, stallLimit, Duration.ZERO),
                        new EarlyCommits(inFlight, 10, Duration.ZERO),
                        flushes));
    }

    private void process(String id) {
        process(exactlyOnce, id);
    }

    private void process(InFlightProcessor processor, String id) {
        context.setRecordMetadata("images", 0, offset++);
        processor.process(new Record<>(id.getBytes(UTF_8), id.getBytes(UTF_8), 0, new RecordHeaders()));
    }

    /** As Kafka Streams does; the store has what was committed, with its slots. */
    private void revive(InFlightProcessor processor, Map<Integer, InFlightEntry> committed) {
        processor.close();
        for (int slot = 0; slot < 10; slot++) {
            store.delete(slot);
        }
        committed.forEach(store::put);
        processor.init(context);
    }

    private void finish(String id) {
        work.started.get(id).complete(() -> {
            if (work.failing) {
                throw new StreamsException("the broker does not answer");
            }
            return exit(id);
        });
        tick();
    }

    private static Work.Exit exit(String id) {
        return new Work.Exit("", new Record<>(id.getBytes(UTF_8), id.getBytes(UTF_8), 0));
    }

    /** Kafka Streams' clock runs a punctuator, unless one has thrown: that does not come again by itself. */
    private void tick() {
        for (CapturedPunctuator punctuator : context.scheduledPunctuators()) {
            if (!punctuator.cancelled() && !thrown.contains(punctuator)) {
                thrown.add(punctuator);
                punctuator.getPunctuator().punctuate(context.currentSystemTimeMs());
                thrown.remove(punctuator);
            }
        }
    }

    /** Kafka Streams flushes the producer first. */
    private void commit() {
        flushes.flushed();
        tick();
    }

    private List<String> forwarded() {
        return context.forwarded().stream()
                .map(capture -> new String(capture.record().key(), UTF_8))
                .toList();
    }

    private List<String> kept() {
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<Integer, InFlightEntry> all = store.all()) {
            all.forEachRemaining(entry -> ids.add(id(entry.value.source())));
        }
        return ids;
    }

    private List<Integer> slots() {
        List<Integer> slots = new ArrayList<>();
        try (KeyValueIterator<Integer, InFlightEntry> all = store.all()) {
            all.forEachRemaining(entry -> slots.add(entry.key));
        }
        return slots;
    }

    private static SourceRecord source(String id) {
        return at(id, 0);
    }

    private static SourceRecord at(String id, long offset) {
        return new SourceRecord(id.getBytes(UTF_8), id.getBytes(UTF_8), new RecordHeaders(), "images", 0, offset, 0);
    }

    private static InFlightEntry entry(long arrival, String id) {
        return new InFlightEntry(arrival, source(id));
    }

    private static String id(SourceRecord source) {
        return new String(source.value(), UTF_8);
    }

    /** Work that is finished by the test. */
    private static final class ByHand implements Work {
        private final Map<String, CompletableFuture<Departure>> started = new LinkedHashMap<>();
        private int room = Integer.MAX_VALUE;
        private boolean failing;

        @Override
        public SourceRecord source(Record<byte[], byte[]> record, Optional<RecordMetadata> place) {
            return InFlightProcessorTest.source(new String(record.value(), UTF_8));
        }

        @Override
        public byte @Nullable [] orderedBy(SourceRecord source) {
            return source.key();
        }

        @Override
        public CompletableFuture<Departure> start(SourceRecord source, Duration wait) {
            if (started.size() == room) {
                throw new PipelineStalledException("no room");
            }
            CompletableFuture<Departure> result = new CompletableFuture<>();
            started.put(id(source), result);
            return result;
        }
    }
}
