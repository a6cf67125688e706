package io.sightline.stream.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.event.SourceRecord;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A task that is corrupted: Kafka Streams closes it, restores its stores, and starts the same processor again. */
class FeedbackJoinTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FailingContext context = new FailingContext();
    private final KeyValueStore<String, Waiting> waiting = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(FeedbackJoin.WAITING), Serdes.String(), Waiting.serde())
            .withLoggingDisabled()
            .build();
    private int looks;

    FeedbackJoinTest() {
        context.setCurrentSystemTimeMs(PATIENCE.toMillis());
        waiting.init(context.getStateStoreContext(), waiting);
    }

    @Test
    void feedbackThatHasWaitedTooLongIsGivenUpAlsoAfterForwardingHasFailed() {
        Waiting feedback = new Waiting(
                0, new SourceRecord(null, "{\"id\":\"a\"}".getBytes(UTF_8), new RecordHeaders(), "feedback", 0, 0, 0));
        waiting.put("a", feedback);
        FeedbackJoin join = new FeedbackJoin(PATIENCE);
        join.init(context);
        context.failing = true;
        assertThatThrownBy(this::lookOfNewest).isInstanceOf(StreamsException.class);
        context.failing = false;

        join.close();
        waiting.put("a", feedback); // as it was committed
        join.init(context);
        lookOfNewest();

        assertThat(context.forwarded()).hasSize(1);
        assertThat(waiting.get("a")).isNull();
    }

    /** A punctuator that has thrown does not come again by itself, so there must be another. */
    private void lookOfNewest() {
        List<CapturedPunctuator> punctuators = context.scheduledPunctuators();
        punctuators.get(looks++).getPunctuator().punctuate(context.currentSystemTimeMs());
    }

    private static final class FailingContext extends MockProcessorContext<byte[], byte[]> {
        private boolean failing;

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // no type parameter can be bounded by an array
        public void forward(Record record, String childName) {
            if (failing) {
                throw new StreamsException("the broker does not answer");
            }
            super.forward(record, childName);
        }
    }
}
