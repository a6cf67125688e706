package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InFlightQueueTest {
    private final InFlightQueue queue = new InFlightQueue();
    private final AtomicInteger finished = new AtomicInteger();
    private int offset;

    @Test
    void aSlowPictureHoldsBackItsOwnKeyAndNothingElse() {
        InFlightQueue.Item slow = add("camera-1");
        InFlightQueue.Item behindIt = add("camera-1");
        InFlightQueue.Item other = add("camera-2");

        finish(behindIt);
        finish(other);

        assertThat(queue.takeReady()).containsExactly(other);
        finish(slow);
        assertThat(queue.takeReady()).containsExactly(slow, behindIt);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void theOldestThatWaitsTellsHowFarBehindTheServiceIs() {
        InFlightCount count = new InFlightCount(difference -> {});
        count.watch(queue);
        assertThat(count.oldestTimestamp()).isEmpty();

        InFlightQueue.Item oldest = add("camera-1");
        InFlightQueue.Item younger = add("camera-2");
        finish(younger);
        queue.takeReady();
        assertThat(count.oldestTimestamp()).hasValue(oldest.source().timestamp());

        InFlightQueue.Item last = add("camera-3");
        finish(oldest);
        queue.takeReady();
        assertThat(count.oldestTimestamp()).hasValue(last.source().timestamp());

        queue.cancelAll();
        assertThat(count.oldestTimestamp()).isEmpty();
    }

    @Test
    void recordsWithoutAKeyHaveNoOrder() {
        InFlightQueue.Item slow = add(null);
        InFlightQueue.Item quick = add(null);

        finish(quick);

        assertThat(queue.takeReady()).containsExactly(quick);
        assertThat(queue.size()).isEqualTo(1);
        finish(slow);
        assertThat(queue.takeReady()).containsExactly(slow);
    }

    @Test
    void aRejectedPictureKeepsItsPlaceInTheOrder() {
        InFlightQueue.Item first = add("k");
        InFlightQueue.Item rejected = add("k");
        rejected.result().completeExceptionally(new ImageRejectedException(DeadLetterReason.NOT_FOUND, "no such file"));
        assertThat(queue.takeReady()).isEmpty();

        finish(first);

        assertThat(queue.takeReady()).containsExactly(first, rejected);
    }

    @Test
    void waitingEndsWhenSomethingFinishesAndTheFinishIsNotForgotten() throws InterruptedException {
        InFlightQueue.Item item = add("k");
        assertThat(queue.awaitCompletion(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(finished).hasValue(0);
        finish(item);
        assertThat(finished).hasValue(1);
        assertThat(queue.awaitCompletion(1, TimeUnit.MINUTES)).isTrue();
        assertThat(queue.takeReady()).containsExactly(item);
    }

    @Test
    void givingUpCancelsTheWorkAndEmptiesTheQueue() {
        InFlightQueue.Item item = add("k");
        queue.cancelAll();
        assertThat(item.result()).isCancelled();
        assertThat(queue.isEmpty()).isTrue();
    }

    /** Whatever the order of completion, each key's records leave in the order they came, each once. */
    @Test
    void orderPerKeyHoldsForRandomCompletions() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<InFlightQueue.Item> pending = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                pending.add(add("key-" + random.nextInt(6)));
            }
            Map<String, Long> last = new HashMap<>();
            int taken = 0;
            while (!pending.isEmpty()) {
                finish(pending.remove(random.nextInt(pending.size())));
                for (InFlightQueue.Item item : queue.takeReady()) {
                    String key = new String(item.source().key(), StandardCharsets.UTF_8);
                    assertThat(item.source().offset()).isGreaterThan(last.getOrDefault(key, -1L));
                    last.put(key, item.source().offset());
                    taken++;
                }
            }
            assertThat(taken).isEqualTo(60);
        }
    }

    private InFlightQueue.Item add(@Nullable String key) {
        SourceRecord source = new SourceRecord(
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new RecordHeaders(),
                "images",
                0,
                offset++,
                1000L * offset);
        InFlightQueue.Item item = new InFlightQueue.Item(offset, source, 0, source.key(), new CompletableFuture<>());
        queue.add(item, finished::incrementAndGet);
        return item;
    }

    private static void finish(InFlightQueue.Item item) {
        item.result().complete(() -> new Work.Exit("predictions", new Record<>(null, null, 0)));
    }
}
