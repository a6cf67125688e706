package io.sightline.learning;

import io.sightline.event.Example;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last word on each id, as the records of the examples topic come: the last record of an id wins, one
 * without value takes it back. The pictures go to the store, memory holds what is said of them.
 *
 * <p>Threading notes: one thread.
 */
public final class ExampleTable {
    private static final Logger logger = LoggerFactory.getLogger(ExampleTable.class);

    private final PictureStore pictures;
    private final Map<String, Entry> byId = new TreeMap<>();
    private int skipped;

    /**
     * An example, and the record that first said it so.
     *
     * @param offset in its partition
     */
    private record Entry(Example example, int partition, long offset) {
        boolean saysTheSame(Example other) {
            return example.sha256().equals(other.sha256()) && example.label().equals(other.label());
        }

        boolean isBefore(Map<Integer, Long> offsets) {
            return offset < offsets.getOrDefault(partition, 0L);
        }
    }

    /**
     * An empty table.
     *
     * @param pictures gets the JPEGs
     */
    public ExampleTable(PictureStore pictures) {
        this.pictures = pictures;
    }

    /**
     * Takes a record in. One that is no example, or whose picture is not the one it names, is skipped with a
     * warning.
     */
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] jpeg = record.value();
        if (key == null) {
            skip(record, "it has no key");
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (jpeg == null) {
            byId.remove(id);
            return;
        }
        try {
            Example example = Example.of(id, record.headers());
            pictures.put(example.sha256(), jpeg);
            Entry earlier = byId.get(id);
            byId.put(
                    id,
                    earlier != null && earlier.saysTheSame(example)
                            ? new Entry(example, earlier.partition(), earlier.offset())
                            : new Entry(example, record.partition(), record.offset()));
        } catch (IllegalArgumentException | DateTimeException e) {
            skip(record, String.valueOf(e.getMessage()));
        }
    }

    /** The examples there are, in the order of their ids. */
    public Collection<Example> examples() {
        return byId.values().stream().map(Entry::example).toList();
    }

    /** Their distinct pictures. */
    public ExampleSet set() {
        return ExampleSet.of(examples());
    }

    /**
     * How many pictures are new, or have another label, since an earlier run.
     *
     * @param offsets the end of what it read, by partition
     */
    public int newSince(Map<Integer, Long> offsets) {
        Set<LabelledPicture> seen = new HashSet<>(ExampleSet.of(byId.values().stream()
                        .filter(entry -> entry.isBefore(offsets))
                        .map(Entry::example)
                        .toList())
                .pictures());
        return (int) set().pictures().stream()
                .filter(picture -> !seen.contains(picture))
                .count();
    }

    /** Records that were no examples. */
    public int skipped() {
        return skipped;
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        skipped++;
        logger.warn(
                "passing over the record at {}-{}@{}, which is no example: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                reason);
    }
}
