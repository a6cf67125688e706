package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import io.sightline.kafka.TopicReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the committed records of a topic of predictions, and counts images: the first prediction of each. For one thread. */
final class Outputs implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final TopicReader reader;
    private final BitSet seen = new BitSet();
    private long[] appended = new long[1024];
    private int count;
    private int answered;
    private long duplicates;

    Outputs(RunTopics topics, String topic) {
        this.reader = TopicReader.fromBeginning(topics.clients(), topic);
    }

    /** Reads what has come, or waits a moment for something. */
    void read() {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
            int number = Events.number(record.key());
            if (seen.get(number)) {
                duplicates++;
                continue;
            }
            seen.set(number);
            answered++;
            if (count == appended.length) {
                appended = Arrays.copyOf(appended, 2 * count);
            }
            appended[count++] = record.timestamp();
        }
    }

    /** Images with a prediction. */
    int answered() {
        return answered;
    }

    /** Predictions of images that had one before. */
    long duplicates() {
        return duplicates;
    }

    /** Forgets when predictions were appended, so that what comes from now on can be asked for. */
    void forgetTimes() {
        count = 0;
    }

    /** How many were appended from one moment to before another, in milliseconds since 1970. */
    long between(long from, long to) {
        return times().filter(time -> from <= time && time < to).count();
    }

    /** When the first was appended; 0 if there is none. */
    long first() {
        return times().min().orElse(0);
    }

    /** When the last was appended; 0 if there is none. */
    long last() {
        return times().max().orElse(0);
    }

    private LongStream times() {
        return Arrays.stream(appended, 0, count);
    }

    @Override
    public void close() {
        reader.close();
    }
}
