package io.sightline.stream.learn;

import io.sightline.event.Feedback;
import io.sightline.event.FeedbackReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.event.SourceRecord;
import io.sightline.stream.inflight.SourceRecordSerde;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings feedback and predictions together: both are sent on under the id they are about, whatever key
 * their own records have, so that both reach the same task. The first byte of a value says which of the
 * two it is.
 */
final class ById {
    static final byte FEEDBACK = 'F';
    static final byte PREDICTION = 'P';

    private static final Logger logger = LoggerFactory.getLogger(ById.class);

    private ById() {}

    /**
     * Feedback keeps its record, with its place, for the dead letter it may become. It is committed soon, while
     * predictions wait for the topology's own commit: there is one for each image, and a commit costs the broker more
     * than they do.
     */
    static final class FeedbackRouter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final FeedbackReader reader = new FeedbackReader();
        private final Serde<SourceRecord> serde = SourceRecordSerde.serde();
        private final FeedbackCommits commits;
        private long forwarded;
        private @Nullable Cancellable commit;

        /** @param commits of all routers of the topology */
        FeedbackRouter(FeedbackCommits commits) {
            this.commits = commits;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata place = context().recordMetadata().orElseThrow();
            SourceRecord source = new SourceRecord(
                    record.key(),
                    record.value(),
                    record.headers(),
                    place.topic(),
                    place.partition(),
                    place.offset(),
                    record.timestamp());
            byte[] value = tagged(FEEDBACK, serde.serializer().serialize(place.topic(), source));
            context().forward(record.withKey(key(source)).withValue(value));
            forwarded = System.nanoTime();
            if (commit == null) {
                commit = context().schedule(commits.interval(), PunctuationType.WALL_CLOCK_TIME, now -> commit());
            }
        }

        /** Looks again an interval later where another task has just asked for a commit that came too soon for this one. */
        private void commit() {
            if (commits.covers(forwarded)) {
                forgetCommit();
            } else if (commits.ask(System.nanoTime())) {
                forgetCommit();
                context().commit();
            }
        }

        /** A corrupted task is started again with this same processor. */
        @Override
        public void close() {
            forgetCommit();
        }

        private void forgetCommit() {
            if (commit != null) {
                commit.cancel();
                commit = null;
            }
        }

        private byte[] key(SourceRecord source) {
            try {
                Feedback feedback = reader.read(source);
                return feedback.id().getBytes(StandardCharsets.UTF_8);
            } catch (ImageRejectedException e) {
                return source.place().toString().getBytes(StandardCharsets.UTF_8); // rejected where it arrives
            }
        }
    }

    /** Of a prediction only what feedback needs goes on. */
    static final class PredictionRouter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final Deserializer<Prediction> deserializer = new PredictionSerde().deserializer();

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata place = context().recordMetadata().orElseThrow();
            try {
                Prediction prediction = deserializer.deserialize(place.topic(), record.value());
                if (prediction != null) {
                    context()
                            .forward(record.withKey(prediction.id().getBytes(StandardCharsets.UTF_8))
                                    .withValue(tagged(
                                            PREDICTION,
                                            KnownPrediction.of(prediction).bytes())));
                }
            } catch (SerializationException e) {
                // not ours to judge: whoever wrote it there gets no feedback on it
                logger.warn("{}-{}-{} is no prediction", place.topic(), place.partition(), place.offset(), e);
            }
        }
    }

    /** What follows the first byte. */
    static byte[] untagged(byte[] value) {
        return Arrays.copyOfRange(value, 1, value.length);
    }

    private static byte[] tagged(byte tag, byte[] value) {
        byte[] tagged = new byte[value.length + 1];
        tagged[0] = tag;
        System.arraycopy(value, 0, tagged, 1, value.length);
        return tagged;
    }
}
