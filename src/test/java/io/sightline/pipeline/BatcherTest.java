package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.Classifier;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelException;
import io.sightline.model.ModelInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How batches are formed, seen with a model that runs only when the test lets it; that the real engine
 * behaves is shown where the service runs whole.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BatcherTest {
    private static final float POISON = -1;
    private static final float NOT_A_NUMBER = -2;

    private final GatedModel model = new GatedModel("1");
    private final List<Pixels> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whileTheModelIsBusyTheNextBatchFills() throws Exception {
        try (Batcher batcher = batcher(8, Duration.ofMillis(1))) {
            List<CompletableFuture<Scored>> results = submitBehindARunningOne(batcher, 8);
            model.runs.release(10);

            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(1, TimeUnit.MINUTES).probabilities()[0])
                        .isEqualTo(i);
            }
            assertThat(model.sizes).as("one, then full").containsExactly(1, 8);
        }
    }

    @Test
    void whatIsNoFullBatchRunsInSizesThatAreWarm() throws Exception {
        try (Batcher batcher = batcher(8, Duration.ofMillis(1))) {
            List<CompletableFuture<Scored>> results = submitBehindARunningOne(batcher, 7);
            model.runs.release(10);

            for (CompletableFuture<Scored> result : results) {
                result.get(1, TimeUnit.MINUTES);
            }
            assertThat(model.sizes).containsExactly(1, 4, 2, 1);
        }
    }

    @Test
    void whoDecodesWaitsWhileAFullBatchIsQueued() throws Exception {
        try (Batcher batcher = batcher(2, Duration.ofMillis(1))) {
            CompletableFuture<Scored> running = batcher.submit(picture(0));
            assertThat(model.started.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            batcher.submit(picture(1));
            batcher.submit(picture(2));
            CompletableFuture<Thread> decoder = new CompletableFuture<>();
            CompletableFuture<Scored> waiting = CompletableFuture.supplyAsync(() -> {
                decoder.complete(Thread.currentThread());
                return submitted(batcher, picture(3));
            });
            Thread thread = decoder.get(1, TimeUnit.MINUTES);
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
            assertThat(waiting).isNotDone();
            model.runs.release(10);

            assertThat(waiting.get(1, TimeUnit.MINUTES).probabilities()[0]).isEqualTo(3);
            assertThat(running).isCompleted();
        }
    }

    @Test
    void aPictureThatBreaksTheModelDoesNotHarmItsNeighbours() throws Exception {
        model.runs.release(100);
        try (Batcher batcher = batcher(4, Duration.ofSeconds(30))) {
            CompletableFuture<Scored> first = batcher.submit(picture(1));
            CompletableFuture<Scored> poison = batcher.submit(picture(POISON));
            CompletableFuture<Scored> unknown = batcher.submit(picture(NOT_A_NUMBER));
            CompletableFuture<Scored> last = batcher.submit(picture(2));

            assertThat(first.get(1, TimeUnit.MINUTES).probabilities()[0]).isEqualTo(1);
            assertThat(last.get(1, TimeUnit.MINUTES).probabilities()[0]).isEqualTo(2);
            assertRejected(poison);
            assertRejected(unknown);
        }
    }

    @Test
    void aModelThatFailsOnEverythingMakesNoPictureADeadLetter() throws Exception {
        model.runs.release(100);
        for (float broken : new float[] {POISON, NOT_A_NUMBER}) {
            model.always = broken;
            try (Batcher batcher = batcher(2, Duration.ofSeconds(30))) {
                for (CompletableFuture<Scored> result :
                        List.of(batcher.submit(picture(1)), batcher.submit(picture(2)))) {
                    assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES))
                            .cause()
                            .isInstanceOf(ModelException.class)
                            .hasMessageContaining("no picture is at fault");
                }
            }
        }
    }

    @Test
    void aModelThatIsFoundBrokenIsNotAskedAboutEachPictureOfABatch() throws Exception {
        model.runs.release(100);
        model.always = POISON;
        try (Batcher batcher = batcher(16, Duration.ofSeconds(30))) {
            List<CompletableFuture<Scored>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                results.add(batcher.submit(picture(i)));
            }
            assertThat(results)
                    .allSatisfy(result -> assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES))
                            .hasMessageContaining("no picture is at fault"));
        }
        assertThat(model.started)
                .as("the batch, one of its pictures, a grey one")
                .containsExactly(16, 1, 1);
    }

    @Test
    void aPictureNobodyWaitsForIsNotClassified() throws Exception {
        try (Batcher batcher = batcher(4, Duration.ofMillis(1))) {
            CompletableFuture<Scored> first = batcher.submit(picture(0));
            assertThat(model.started.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            CompletableFuture<Scored> cancelled = batcher.submit(picture(1));
            CompletableFuture<Scored> wanted = batcher.submit(picture(2));
            cancelled.cancel(false);
            model.runs.release(10);

            assertThat(wanted.get(1, TimeUnit.MINUTES).probabilities()[0]).isEqualTo(2);
            assertThat(first).isCompleted();
            assertThat(model.sizes).containsExactly(1, 1);
        }
    }

    @Test
    void closingFailsWhatIsQueuedAndRefusesMore() throws Exception {
        Batcher batcher = batcher(1, Duration.ZERO);
        CompletableFuture<Scored> running = batcher.submit(picture(0));
        assertThat(model.started.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
        CompletableFuture<Scored> queued = batcher.submit(picture(1));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(batcher::close);

        assertThatThrownBy(() -> queued.get(1, TimeUnit.MINUTES)).hasMessageContaining("closed");
        assertThat(running).as("runs on").isNotDone();
        model.runs.release();
        closing.get(1, TimeUnit.MINUTES);
        assertThat(running).isCompleted();
        assertThatThrownBy(() -> batcher.submit(picture(2))).hasMessageContaining("closed");
    }

    @Test
    void picturesAreHandedBackWhenTheModelIsDoneWithThem() throws Exception {
        List<Pixels> pictures = List.of(picture(0), picture(POISON), picture(1), picture(2), picture(3));
        try (Batcher batcher = batcher(4, Duration.ofSeconds(30))) {
            batcher.submit(pictures.get(0)).cancel(false);
            for (Pixels picture : pictures.subList(1, 5)) {
                batcher.submit(picture);
            }
            assertThat(model.started.poll(1, TimeUnit.MINUTES)).isNotNull();
            assertThat(done).as("while the model looks at the others").containsExactly(pictures.get(0));

            model.runs.release(100);
            Awaitility.await().until(() -> done.size() == pictures.size());
            assertThat(done).containsExactlyInAnyOrderElementsOf(pictures);
        }
    }

    @Test
    void theLadderEndsAtTheMaximum() {
        BatchSettings settings = new BatchSettings(24, Duration.ZERO, 1, false);
        assertThat(settings.ladder()).containsExactly(1, 2, 4, 8, 16, 24);
        assertThat(settings.sizeWithin(5)).isEqualTo(4);
        assertThat(settings.sizeWithin(23)).isEqualTo(16);
        assertThat(settings.sizeWithin(25)).isEqualTo(24);
        assertThat(new BatchSettings(1, Duration.ZERO, 1, false).ladder()).containsExactly(1);
    }

    @Test
    void asManyBatchesRunAtATimeAsThereAreThreads() throws Exception {
        try (Batcher batcher = batcher(new LiveModel(model), 4, Duration.ofMillis(1), 2)) {
            List<CompletableFuture<Scored>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(batcher.submit(picture(i)));
            }
            for (int i = 0; i < 2; i++) {
                assertThat(model.started.poll(1, TimeUnit.MINUTES))
                        .as("runs while none has ended")
                        .isNotNull();
            }
            model.runs.release(100);

            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(1, TimeUnit.MINUTES).probabilities()[0])
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void aNewModelServesAtOnceAndTheOldOneIsClosedAfterItsLastBatch() throws Exception {
        LiveModel live = new LiveModel(model);
        GatedModel next = new GatedModel("2");
        next.runs.release(100);
        try (Batcher batcher = batcher(live, 1, Duration.ZERO, 2)) {
            CompletableFuture<Scored> last = batcher.submit(picture(1));
            assertThat(model.started.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
            CompletableFuture<Void> swap = CompletableFuture.runAsync(() -> live.swap(next));
            Awaitility.await().until(() -> live.info().version().equals("2"));

            assertThat(batcher.submit(picture(2)).get(1, TimeUnit.MINUTES).probabilities()[0])
                    .isEqualTo(2);
            assertThat(next.sizes).as("while the old model still runs").containsExactly(1);
            assertThat(model.closed).isFalse();

            model.runs.release();
            assertThat(last.get(1, TimeUnit.MINUTES).probabilities()[0]).isEqualTo(1);
            swap.get(1, TimeUnit.MINUTES);
            assertThat(model.closed).isTrue();
        }
    }

    private List<CompletableFuture<Scored>> submitBehindARunningOne(Batcher batcher, int count) throws Exception {
        List<CompletableFuture<Scored>> results = new ArrayList<>();
        results.add(batcher.submit(picture(0)));
        assertThat(model.started.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
        for (int i = 1; i <= count; i++) {
            results.add(batcher.submit(picture(i)));
        }
        return results;
    }

    private static Scored submitted(Batcher batcher, Pixels picture) {
        try {
            return batcher.submit(picture).get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Batcher batcher(int maxSize, Duration linger) {
        return batcher(new LiveModel(model), maxSize, linger, 1);
    }

    private Batcher batcher(LiveModel live, int maxSize, Duration linger, int threads) {
        return new Batcher(
                live,
                new BatchSettings(maxSize, linger, threads, false),
                new Metrics(new PrometheusRegistry()),
                done::add);
    }

    private static Pixels picture(float value) {
        return new Pixels(new float[] {value, 0, 0}, 1, 1);
    }

    private static void assertRejected(CompletableFuture<Scored> result) {
        assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ImageRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.INFERENCE_FAILED));
    }

    /** Gives back each picture's first value as its probability, one run for each permit. */
    private static final class GatedModel implements Classifier {
        final Semaphore runs = new Semaphore(0);
        final BlockingQueue<Integer> started = new LinkedBlockingQueue<>();
        final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        final String version;
        volatile boolean closed;

        /** Taken for all pictures' first value unless 0. */
        volatile float always;

        GatedModel(String version) {
            this.version = version;
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo("gated", version, List.of("only"), 1, 1, false);
        }

        @Override
        public List<float[]> classify(List<Pixels> pictures) {
            started.add(pictures.size());
            runs.acquireUninterruptibly();
            sizes.add(pictures.size());
            List<float[]> answers = new ArrayList<>();
            for (Pixels picture : pictures) {
                float value = always == 0 ? picture.rgb()[0] : always;
                if (value == POISON) {
                    throw new ModelException("the engine choked");
                }
                answers.add(new float[] {value == NOT_A_NUMBER ? Float.NaN : value});
            }
            return answers;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
