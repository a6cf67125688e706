package io.sightline.registry;

import io.sightline.kafka.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until readers see what was committed. Kafka answers a commit before it reaches the partitions:
 * whoever was told of a change, and looked at once, could miss it.
 */
final class Visibility implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Visibility.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MS = 5;

    private final Admin admin;

    Visibility(ClientSettings clients) {
        this.admin = clients.newAdmin();
    }

    /**
     * Returns when readers of committed records get as far as these offsets. If that cannot be found out
     * it says so in the log and returns: the change is made all the same.
     *
     * @param behind for each partition the offset behind the last record of the change
     */
    void await(Map<TopicPartition, Long> behind) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!visible(behind)) {
                if (System.nanoTime() > giveUp) {
                    throw new TimeoutException("after " + PATIENCE.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        } catch (TimeoutException | ExecutionException e) {
            logger.warn("A change is committed, but whether readers see it is not known: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private boolean visible(Map<TopicPartition, Long> behind)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        behind.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue().offset() >= behind.getOrDefault(end.getKey(), 0L));
    }
}
