package io.sightline.learning.examples;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows the examples topic from its beginning.
 *
 * <p>Threading notes: one thread.
 */
public final class ExampleFollower implements AutoCloseable {
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final TopicReader reader;
    private final ExampleTable table;
    private final Map<Integer, Long> offsets = new TreeMap<>();

    /**
     * Opens the topic, which must exist; nothing is read yet.
     *
     * @param pictures gets the JPEGs
     */
    public ExampleFollower(Settings settings, PictureStore pictures) {
        this.reader = TopicReader.fromBeginning(new ClientSettings(settings), settings.topic(EventTopics.EXAMPLES));
        this.table = new ExampleTable(pictures);
    }

    /** Told between polls; may throw to stop. */
    @FunctionalInterface
    public interface Progress {
        void goesOn();
    }

    /**
     * The examples as they were at some offsets, so that a run can be repeated.
     *
     * @param offsets the end of what is read, by partition; a partition that is not named is not read
     */
    public static ExampleSet at(
            Settings settings, PictureStore pictures, Map<Integer, Long> offsets, Progress progress) {
        try (ExampleFollower follower = new ExampleFollower(settings, pictures)) {
            while (!follower.hasReached(offsets) && !follower.caughtUp()) {
                progress.goesOn();
                follower.poll(LONGEST_POLL, offsets);
            }
            return follower.table.set();
        }
    }

    /**
     * The examples as they are now.
     *
     * @throws io.sightline.kafka.ClusterException if the cluster or the topic is not there
     */
    public static ExampleTable now(Settings settings, PictureStore pictures) {
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.require(List.of(settings.topic(EventTopics.EXAMPLES)));
        }
        try (ExampleFollower follower = new ExampleFollower(settings, pictures)) {
            while (!follower.caughtUp()) {
                follower.poll(LONGEST_POLL);
            }
            return follower.table;
        }
    }

    /**
     * Takes in what has come.
     *
     * @param timeout the longest time to wait for something
     * @return whether something came
     */
    public boolean poll(Duration timeout) {
        return poll(timeout, null);
    }

    /** Whether what was there when this was opened has been read. */
    public boolean caughtUp() {
        return reader.atEnd();
    }

    /** The end of what has been read, by partition. */
    public Map<Integer, Long> offsets() {
        return new TreeMap<>(offsets);
    }

    /** The examples so far. */
    public ExampleTable table() {
        return table;
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean poll(Duration timeout, @Nullable Map<Integer, Long> ends) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
            offsets.put(record.partition(), record.offset() + 1);
            if (ends == null || record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                table.accept(record);
                any = true;
            }
        }
        return any;
    }

    private boolean hasReached(Map<Integer, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
