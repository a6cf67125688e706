package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics.ClosedBy;
import io.sightline.pipeline.BatchQueue.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a batch is closed, and with how many pictures. */
@Timeout(60)
class BatchQueueTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final List<Job> dropped = new ArrayList<>();

    @Test
    void aLonePictureOfAnIdleServiceDoesNotWaitForOthers() throws Exception {
        BatchQueue queue = queue(8, Duration.ZERO);
        Job job = put(queue, 1).get(0);
        assertThat(queue.take()).isEqualTo(new Batch(List.of(job), ClosedBy.LINGER));
    }

    @Test
    void aPictureWaitsForOthersAsLongAsTheLinger() throws Exception {
        BatchQueue queue = queue(4, LONG);
        put(queue, 1);
        Taker taker = new Taker(queue);
        taker.awaitWaiting();
        put(queue, 3);
        assertThat(taker.batch.get(1, TimeUnit.MINUTES).closedBy()).isEqualTo(ClosedBy.FULL);

        Duration linger = Duration.ofMillis(50);
        BatchQueue soon = queue(4, linger);
        Job job = put(soon, 1).get(0);
        assertThat(soon.take().closedBy()).isEqualTo(ClosedBy.LINGER);
        assertThat(System.nanoTime() - job.submitted()).isGreaterThanOrEqualTo(linger.toNanos());
    }

    @Test
    void whereAsManyWaitAsAreInAFullBatchNoneLingers() throws Exception {
        BatchQueue queue = queue(4, LONG, 1);
        List<Job> jobs = put(queue, 4);
        assertThat(queue.take()).isEqualTo(new Batch(jobs, ClosedBy.FULL));
    }

    @Test
    void threadsShareWhatIsDue() throws Exception {
        BatchQueue queue = queue(8, Duration.ZERO);
        List<Job> jobs = put(queue, 4);
        assertThat(queue.take().jobs()).isEqualTo(jobs.subList(0, 2));
        assertThat(queue.take().jobs()).isEqualTo(jobs.subList(2, 4));

        BatchQueue ofOneThread = queue(8, Duration.ZERO, 1);
        put(ofOneThread, 4);
        assertThat(ofOneThread.take().jobs()).hasSize(4);
    }

    @Test
    void noneOfThemLingersWhenTheyAreDue() throws Exception {
        BatchQueue queue = queue(4, LONG);
        List<Job> jobs = put(queue, 4);
        assertThat(queue.take()).isEqualTo(new Batch(jobs.subList(0, 2), ClosedBy.FULL));
        assertThat(queue.take()).isEqualTo(new Batch(jobs.subList(2, 4), ClosedBy.FULL));
    }

    @Test
    void behindABacklogBatchesAreFull() throws Exception {
        BatchQueue queue = queue(4, LONG);
        List<Job> jobs = put(queue, 8);
        assertThat(queue.take()).isEqualTo(new Batch(jobs.subList(0, 4), ClosedBy.FULL));
        assertThat(queue.take()).isEqualTo(new Batch(jobs.subList(4, 8), ClosedBy.FULL));
    }

    @Test
    void whoIsLateTakesMoreIfMoreHaveCome() throws Exception {
        BatchQueue queue = queue(8, Duration.ZERO);
        List<Job> jobs = new ArrayList<>(put(queue, 2));
        assertThat(queue.take().jobs()).isEqualTo(jobs.subList(0, 1));
        jobs.addAll(put(queue, 7));
        assertThat(queue.take().jobs()).isEqualTo(jobs.subList(1, 5));
    }

    @Test
    void picturesThatWereDroppedAreNotDue() throws Exception {
        BatchQueue queue = queue(2, LONG);
        List<Job> jobs = put(queue, 2);
        queue.take();
        jobs.get(1).result().cancel(false);
        Taker taker = new Taker(queue);
        taker.awaitWaiting();
        put(queue, 1);
        assertThat(taker.batch).as("one that lingers").isNotDone();
        put(queue, 1);
        assertThat(taker.sizeOfItsBatch()).isEqualTo(1);
    }

    @Test
    void whatIsOverBeginsTheNextBatch() throws Exception {
        BatchQueue queue = queue(8, Duration.ZERO);
        List<Job> jobs = put(queue, 7);
        List<Job> taken = new ArrayList<>();
        for (int size : new int[] {4, 2, 1}) {
            List<Job> batch = queue.take().jobs();
            assertThat(batch).hasSize(size);
            taken.addAll(batch);
        }
        assertThat(taken).as("none left out, none twice, in their order").containsExactlyElementsOf(jobs);
    }

    @Test
    void severalTakersShareWhatIsThere() throws Exception {
        BatchQueue queue = queue(1, LONG);
        Taker one = new Taker(queue);
        Taker other = new Taker(queue);
        one.awaitWaiting();
        other.awaitWaiting();
        put(queue, 2);
        assertThat(one.sizeOfItsBatch() + other.sizeOfItsBatch()).isEqualTo(2);
    }

    @Test
    void picturesNobodyWaitsForTakeNoPlace() throws Exception {
        BatchQueue queue = queue(4, Duration.ZERO, 1);
        List<Job> jobs = put(queue, 4);
        jobs.get(1).result().cancel(false);
        jobs.get(3).result().cancel(false);

        assertThat(queue.take().jobs()).containsExactly(jobs.get(0), jobs.get(2));
        assertThat(dropped).containsExactly(jobs.get(1), jobs.get(3));
    }

    @Test
    void whoPutsWaitsForRoom() throws Exception {
        BatchQueue queue = queue(2, Duration.ZERO);
        put(queue, 4);
        Job last = job();
        Thread putting = new Thread(() -> {
            try {
                queue.put(last);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        putting.start();
        Awaitility.await().until(() -> putting.getState() == Thread.State.WAITING);

        assertThat(queue.take().jobs()).hasSize(2);
        putting.join();
        assertThat(queue.take().jobs()).doesNotContain(last);
        assertThat(queue.take().jobs()).containsExactly(last);
    }

    @Test
    void closingEndsAllWaitingAndTellsWhatWasLeft() throws Exception {
        BatchQueue queue = queue(8, LONG);
        Taker taker = new Taker(queue);
        taker.awaitWaiting();
        assertThat(queue.close()).isEmpty();
        assertThat(taker.batch.get(1, TimeUnit.MINUTES)).isNull();

        BatchQueue full = queue(1, LONG);
        List<Job> jobs = put(full, 2);
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        Thread putting = new Thread(() -> {
            try {
                full.put(job());
            } catch (IllegalStateException | InterruptedException e) {
                refusal.set(e);
            }
        });
        putting.start();
        Awaitility.await().until(() -> putting.getState() == Thread.State.WAITING);
        assertThat(full.close()).containsExactlyElementsOf(jobs);
        putting.join();
        assertThat(refusal.get()).hasMessageContaining("closed");
        assertThatThrownBy(() -> full.put(job())).hasMessageContaining("closed");
    }

    private BatchQueue queue(int maxSize, Duration linger) {
        return queue(maxSize, linger, 2);
    }

    private BatchQueue queue(int maxSize, Duration linger, int threads) {
        return new BatchQueue(new BatchSettings(maxSize, linger, threads, false), dropped::add);
    }

    private static List<Job> put(BatchQueue queue, int count) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Job job = job();
            jobs.add(job);
            queue.put(job);
        }
        return jobs;
    }

    private static Job job() {
        return new Job(new Pixels(new float[3], 1, 1));
    }

    /** A thread that takes one batch. */
    private static final class Taker {
        final CompletableFuture<Batch> batch = new CompletableFuture<>();
        final Thread thread;

        Taker(BatchQueue queue) {
            thread = new Thread(() -> {
                try {
                    batch.complete(queue.take());
                } catch (InterruptedException e) {
                    batch.completeExceptionally(e);
                }
            });
            thread.start();
        }

        void awaitWaiting() {
            Awaitility.await()
                    .until(() -> EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                            .contains(thread.getState()));
        }

        int sizeOfItsBatch() throws Exception {
            return batch.get(1, TimeUnit.MINUTES).jobs().size();
        }
    }
}
