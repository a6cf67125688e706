package io.sightline.stream.inflight;

import io.sightline.event.SourceRecord;
import io.sightline.pipeline.PipelineStalledException;
import io.sightline.stream.inflight.Work.Departure;
import io.sightline.stream.inflight.Work.Exit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a topology's {@link Work} without blocking and loses nothing. A record's life, with the thread that
 * moves it, when the work is to classify:
 *
 * <ol>
 *   <li><b>received</b> (stream thread): its bytes are put into the in-flight store and the image is
 *       submitted to the pipeline
 *   <li><b>in flight</b> (pipeline threads): fetched, decoded, batched, inferred
 *   <li><b>finished</b> (pipeline threads): its future is completed
 *   <li><b>forwarded</b> (stream thread, from the punctuator or the next record): prediction or dead
 *       letter goes to its sink
 *   <li><b>done</b> (stream thread): the store's entry is deleted, under exactly once in the same breath,
 *       under at least once when the result is sure ({@link ForwardedEntries})
 * </ol>
 *
 * <p>Under exactly once offsets, store and outputs are committed as one transaction, at any moment: a
 * commit between 1 and 4 covers the record's offset <em>and</em> its entry, so after a crash {@link
 * #init} finds the entry and submits the image again; the result that was under way died uncommitted.
 * Commits therefore never wait for a slow picture.
 *
 * <p>The punctuator runs only while something is in flight, or an entry is left to delete: a permanent one would make an
 * idle service commit for ever.
 *
 * <p>Threading notes: one instance for each task, used by its stream thread alone; only that thread may
 * forward.
 */
public final class InFlightProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger logger = LoggerFactory.getLogger(InFlightProcessor.class);
    private static final Duration TICK = Duration.ofMillis(1);

    private final Work work;
    private final InFlightCount inFlight;
    private final int capacity;
    private final Duration stallLimit;
    private final EarlyCommits commits;

    private final InFlightQueue queue = new InFlightQueue();
    private final ForwardedEntries forwarded;
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private int nextSlot;
    private long nextArrival;
    private @Nullable Cancellable tick;

    @SuppressWarnings("NullAway.Init") // set by init(), which Kafka Streams calls first
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Integer, InFlightEntry> store;

    public InFlightProcessor(Work work, InFlightTasks tasks) {
        this.work = work;
        this.inFlight = tasks.count();
        this.forwarded = new ForwardedEntries(tasks.limits().oneTransaction(), tasks.flushes());
        this.capacity = tasks.capacity();
        this.stallLimit = tasks.limits().stallLimit();
        this.commits = tasks.commits();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(InFlightStore.NAME);
        inFlight.watch(queue);
        try {
            takeUp();
        } catch (RuntimeException e) {
            close(); // Kafka Streams closes none that it has not started
            throw e;
        }
    }

    private void takeUp() {
        List<KeyValue<Integer, InFlightEntry>> left = new ArrayList<>();
        try (KeyValueIterator<Integer, InFlightEntry> all = store.all()) {
            all.forEachRemaining(left::add);
        }
        left.sort(Comparator.comparingLong(kept -> kept.value.arrival()));
        left.forEach(kept -> nextArrival = Math.max(nextArrival, kept.value.arrival() + 1));
        takeSlots(left.stream().map(kept -> kept.key).collect(Collectors.toSet()));
        if (!left.isEmpty()) {
            logger.info("Task {} takes up {} images that were in flight", context.taskId(), left.size());
            left.forEach(kept -> submit(kept.key, kept.value.source(), System.nanoTime()));
        }
    }

    /** The same few slots are used again and again, which keeps the compacted changelog small. */
    private void takeSlots(Set<Integer> taken) {
        nextSlot = taken.stream().mapToInt(slot -> slot + 1).max().orElse(0);
        IntStream.range(0, nextSlot).filter(slot -> !taken.contains(slot)).forEach(freeSlots::add);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long received = System.nanoTime();
        forwardReady();
        SourceRecord source = work.source(record, context.recordMetadata());
        awaitRoom(received + stallLimit.toNanos());
        Integer free = freeSlots.poll();
        int slot = free == null ? nextSlot++ : free;
        store.put(slot, new InFlightEntry(nextArrival++, source));
        submit(slot, source, received);
        forwardReady();
    }

    /**
     * Leaves nothing behind: a corrupted task is closed and, its store restored to the last commit,
     * started again with this same processor.
     */
    @Override
    public void close() {
        inFlight.forget(queue);
        inFlight.add(-queue.size());
        queue.cancelAll();
        forwarded.clear();
        freeSlots.clear();
        nextSlot = 0;
        nextArrival = 0;
        if (tick != null) { // one that has thrown does not come again
            tick.cancel();
            tick = null;
        }
    }

    private void submit(int slot, SourceRecord source, long received) {
        long wait = received + stallLimit.toNanos() - System.nanoTime();
        CompletableFuture<Departure> result = work.start(source, Duration.ofNanos(Math.max(0, wait)));
        queue.add(
                new InFlightQueue.Item(slot, source, received, work.orderedBy(source), result),
                inFlight.finishedSignal());
        inFlight.add(1);
        if (tick == null) {
            tick = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
        }
    }

    private void awaitRoom(long giveUp) {
        try {
            while (queue.size() >= capacity) {
                if (!queue.awaitCompletion(giveUp - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new PipelineStalledException("task " + context.taskId() + " finished no image within "
                            + stallLimit.toSeconds() + " s: the model or every source hangs");
                }
                forwardReady();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("interrupted while waiting for an image to finish", e);
        }
    }

    private void tick(long now) {
        boolean deleted = deleteSafe();
        forwardReady();
        boolean due = commits.due();
        if (queue.isEmpty() && forwarded.isEmpty() && !commits.wanted() && tick != null) {
            tick.cancel();
            tick = null;
            due = due || deleted;
        }
        if (due) {
            context.commit();
        }
    }

    private void forwardReady() {
        List<InFlightQueue.Item> ready = queue.takeReady();
        inFlight.add(-ready.size()); // whatever becomes of them: a thread that dies does not put them back
        for (InFlightQueue.Item item : ready) {
            forward(item);
            forwarded.add(item.slot());
            commits.forwarded(item.received());
        }
        deleteSafe(); // before anything can commit the results without it
        if (commits.due()) {
            context.commit();
        }
    }

    private boolean deleteSafe() {
        List<Integer> slots = forwarded.takeSafe();
        for (int slot : slots) {
            store.delete(slot);
            freeSlots.push(slot);
        }
        return !slots.isEmpty();
    }

    private void forward(InFlightQueue.Item item) {
        Exit exit;
        try {
            exit = item.result().join().leave();
        } catch (CompletionException | CancellationException e) {
            throw new StreamsException("the pipeline failed on " + item.source().place(), e);
        }
        context.forward(exit.record(), exit.sink());
    }
}
