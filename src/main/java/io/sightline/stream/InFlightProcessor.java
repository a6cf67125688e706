package io.sightline.stream;

import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.pipeline.Classified;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.pipeline.PipelineStalledException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies without blocking and loses nothing. A record's life, with the thread that moves it:
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
 * <p>The punctuator runs only while something is in flight: a permanent one would make an idle service
 * commit for ever.
 *
 * <p>Threading notes: one instance for each task, used by its stream thread alone; only that thread may
 * forward.
 */
final class InFlightProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "in-flight";

    private static final Logger logger = LoggerFactory.getLogger(InFlightProcessor.class);
    private static final Duration TICK = Duration.ofMillis(1);

    private final ImagePipeline pipeline;
    private final Outcomes outcomes;
    private final InFlightCount inFlight;
    private final int capacity;
    private final Duration stallLimit;

    private final InFlightQueue queue = new InFlightQueue();
    private final ForwardedEntries forwarded;
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private int nextSlot;
    private @Nullable Cancellable tick;

    @SuppressWarnings("NullAway.Init") // set by init(), which Kafka Streams calls first
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Integer, SourceRecord> store;

    /**
     * @param capacity most images of one task in flight, finished but not yet forwarded included
     * @param stallLimit how long a record may wait for room before the service is declared stuck; under
     *     the transaction timeout
     */
    InFlightProcessor(
            ImagePipeline pipeline,
            Outcomes outcomes,
            InFlightCount inFlight,
            ForwardedEntries forwarded,
            int capacity,
            Duration stallLimit) {
        this.pipeline = pipeline;
        this.outcomes = outcomes;
        this.inFlight = inFlight;
        this.forwarded = forwarded;
        this.capacity = capacity;
        this.stallLimit = stallLimit;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
        List<KeyValue<Integer, SourceRecord>> left = new ArrayList<>();
        try (KeyValueIterator<Integer, SourceRecord> all = store.all()) {
            all.forEachRemaining(left::add);
        }
        left.sort(Comparator.comparingLong(kept -> kept.value.offset()));
        // The same few slots are used again and again, which keeps the compacted changelog small.
        left.forEach(kept -> nextSlot = Math.max(nextSlot, kept.key + 1));
        if (!left.isEmpty()) {
            logger.info("Task {} takes up {} images that were in flight", context.taskId(), left.size());
            left.forEach(kept -> submit(kept.key, kept.value, System.nanoTime() + stallLimit.toNanos()));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        forwardReady();
        SourceRecord source = sourceOf(record);
        long giveUp = System.nanoTime() + stallLimit.toNanos();
        awaitRoom(giveUp);
        Integer free = freeSlots.poll();
        int slot = free == null ? nextSlot++ : free;
        store.put(slot, source);
        submit(slot, source, giveUp);
        forwardReady();
    }

    @Override
    public void close() {
        inFlight.add(-queue.size());
        queue.cancelAll();
    }

    private SourceRecord sourceOf(Record<byte[], byte[]> record) {
        RecordMetadata position = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without topic, partition and offset"));
        return new SourceRecord(
                record.key(),
                record.value(),
                record.headers(),
                position.topic(),
                position.partition(),
                position.offset(),
                record.timestamp());
    }

    /** What cannot be read waits for its turn like the rest: the order of a key holds for dead letters too. */
    private void submit(int slot, SourceRecord source, long giveUp) {
        ImageEvent event;
        try {
            event = outcomes.read(source);
        } catch (ImageRejectedException e) {
            track(slot, null, source, CompletableFuture.failedFuture(e));
            return;
        }
        track(slot, event, source, pipeline.submit(event, Duration.ofNanos(Math.max(0, giveUp - System.nanoTime()))));
    }

    private void track(
            int slot, @Nullable ImageEvent event, SourceRecord source, CompletableFuture<Classified> result) {
        queue.add(new InFlightQueue.Item(slot, event, source, result));
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
        forwardReady();
        deleteSafe(now);
        if (queue.isEmpty() && forwarded.isEmpty() && tick != null) {
            tick.cancel();
            tick = null;
            context.commit();
        }
    }

    private void forwardReady() {
        List<InFlightQueue.Item> ready = queue.takeReady();
        for (InFlightQueue.Item item : ready) {
            forward(item);
            forwarded.add(item.slot(), context.currentSystemTimeMs());
            inFlight.add(-1);
        }
        if (forwarded.goAtOnce()) {
            deleteSafe(context.currentSystemTimeMs()); // before anything can commit the results without it
        }
        if (!ready.isEmpty() && queue.isEmpty()) {
            context.commit(); // nothing more will come soon: let the results be seen
        }
    }

    private void deleteSafe(long now) {
        for (int slot : forwarded.takeSafe(now)) {
            store.delete(slot);
            freeSlots.push(slot);
        }
    }

    private void forward(InFlightQueue.Item item) {
        try {
            Classified answer = item.result().join();
            ImageEvent event = Objects.requireNonNull(item.event(), "an event that could not be read has an answer");
            context.forward(outcomes.prediction(item.source(), event, answer), ClassifyTopology.PREDICTIONS);
        } catch (CompletionException | CancellationException e) {
            if (e.getCause() instanceof ImageRejectedException rejected) {
                context.forward(
                        outcomes.deadLetter(item.source(), item.event(), rejected), ClassifyTopology.DEAD_LETTERS);
            } else {
                throw new StreamsException(
                        "the pipeline failed on " + item.source().place(), e);
            }
        }
    }
}
