package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import io.sightline.kafka.TopicReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of a topic.
 *
 * @param appended when the broker appended each, milliseconds since 1970, in ascending order
 * @param duplicates records of images that had one before
 */
@SuppressWarnings("ArrayRecordComponent") // a million of them; handed over, never compared
record Outputs(long[] appended, long duplicates) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Reads until some offsets, waiting for them to be committed.
     *
     * @throws ContenderFailedException if they are not committed in time
     */
    static Outputs read(RunTopics topics, String topic, Map<TopicPartition, Long> until, Child child) {
        long[] times = new long[1024];
        int count = 0;
        long duplicates = 0;
        BitSet seen = new BitSet();
        try (TopicReader reader = TopicReader.fromBeginning(topics.clients(), topic)) {
            reader.lookAgain(until);
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (!reader.atEnd()) {
                int before = count;
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    if (count == times.length) {
                        times = Arrays.copyOf(times, 2 * count);
                    }
                    times[count++] = record.timestamp();
                    int number = Events.number(record.key());
                    duplicates += seen.get(number) ? 1 : 0;
                    seen.set(number);
                }
                if (count > before) {
                    giveUp = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > giveUp) {
                    throw new ContenderFailedException("wrote predictions but did not commit them within "
                            + PATIENCE.toSeconds() + " s\n" + child.logTail());
                }
            }
        }
        long[] appended = Arrays.copyOf(times, count);
        Arrays.sort(appended);
        return new Outputs(appended, duplicates);
    }

    /** How many were appended from one moment to before another. */
    long between(long from, long to) {
        return Arrays.stream(appended).filter(time -> from <= time && time < to).count();
    }
}
