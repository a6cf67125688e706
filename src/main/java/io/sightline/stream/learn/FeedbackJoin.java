package io.sightline.stream.learn;

import io.sightline.event.Feedback;
import io.sightline.event.FeedbackReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.stream.inflight.SourceRecordSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * Joins feedback with the prediction of its id. Feedback that comes first waits; feedback that needs no
 * prediction, because it brings a URI or takes a label back, goes on at once, and what waits for the same
 * id is out of date then. What has waited too long goes on without a prediction, which makes it a dead
 * letter.
 *
 * <p>Threading notes: one instance for each task, used by its stream thread alone.
 */
final class FeedbackJoin implements Processor<byte[], byte[], byte[], byte[]> {
    static final String PREDICTIONS = "known-predictions";
    static final String WAITING = "waiting-feedback";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duration patience;
    private final FeedbackReader reader = new FeedbackReader();
    private final Serde<SourceRecord> serde = SourceRecordSerde.serde();
    private @Nullable Cancellable look;

    @SuppressWarnings("NullAway.Init") // set by init(), which Kafka Streams calls first
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private WindowStore<String, byte[]> predictions; // as KnownPrediction has them: few of them are ever read

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Waiting> waiting;

    /** @param patience how long feedback waits for its prediction */
    FeedbackJoin(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.predictions = context.getStateStore(PREDICTIONS);
        this.waiting = context.getStateStore(WAITING);
        try (KeyValueIterator<String, Waiting> left = waiting.all()) {
            if (left.hasNext()) {
                lookFromNowOn();
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] value = ById.untagged(record.value());
        if (record.value()[0] == ById.PREDICTION) {
            predicted(new String(record.key(), StandardCharsets.UTF_8), value);
        } else {
            labelled(serde.deserializer().deserialize("", value));
        }
    }

    /** A corrupted task is started again with this same processor. */
    @Override
    public void close() {
        if (look != null) { // one that has thrown does not come again
            look.cancel();
            look = null;
        }
    }

    /** There is one for each image, and hardly any has feedback that waits: what it costs slows classifying down. */
    private void predicted(String id, byte[] prediction) {
        // by the wall clock: pictures of long ago may be sent and labelled today
        predictions.put(id, prediction, context.currentSystemTimeMs());
        Waiting waited = waiting.get(id); // deleting writes to the changelog even where there is nothing
        if (waited != null) {
            waiting.delete(id);
            forward(new LabelTask(waited.feedback(), id, KnownPrediction.of(prediction)));
        }
    }

    private void labelled(SourceRecord source) {
        Feedback feedback;
        try {
            feedback = reader.read(source);
        } catch (ImageRejectedException e) {
            forward(new LabelTask(source, null, null));
            return;
        }
        String id = feedback.id();
        KnownPrediction prediction = last(id);
        if (prediction != null || feedback.uri() != null || feedback.label() == null) {
            waiting.delete(id);
            forward(new LabelTask(source, id, prediction));
        } else {
            waiting.put(id, new Waiting(context.currentSystemTimeMs(), source));
            lookFromNowOn();
        }
    }

    private @Nullable KnownPrediction last(String id) {
        try (WindowStoreIterator<byte[]> newestFirst =
                predictions.backwardFetch(id, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return newestFirst.hasNext() ? KnownPrediction.of(newestFirst.next().value) : null;
        }
    }

    private void lookFromNowOn() {
        if (look == null) {
            look = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::giveUp);
        }
    }

    private void giveUp(long now) {
        List<KeyValue<String, Waiting>> tooLong = new ArrayList<>();
        boolean others = false;
        try (KeyValueIterator<String, Waiting> all = waiting.all()) {
            while (all.hasNext()) {
                KeyValue<String, Waiting> one = all.next();
                if (now - one.value.sinceMs() >= patience.toMillis()) {
                    tooLong.add(one);
                } else {
                    others = true;
                }
            }
        }
        for (KeyValue<String, Waiting> one : tooLong) {
            waiting.delete(one.key);
            forward(new LabelTask(one.value.feedback(), one.key, null));
        }
        if (!others && look != null) {
            look.cancel(); // a permanent one would make an idle service commit for ever
            look = null;
        }
    }

    private void forward(LabelTask task) {
        byte[] value = serde.serializer().serialize("", task.toRecord());
        context.forward(new Record<>(null, value, task.feedback().timestamp()), LearnTopology.MAKE_EXAMPLE);
    }
}
