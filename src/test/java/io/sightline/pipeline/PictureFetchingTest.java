package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backlog of pictures, and a model that does not keep up with it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PictureFetchingTest {
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final int THREADS = 8;
    private static final int MAKERS = 2;
    private static final int PICTURES = 40;

    private final CountDownLatch modelAnswers = new CountDownLatch(1);
    private final AtomicInteger heldNow = new AtomicInteger();
    private final AtomicInteger heldMost = new AtomicInteger();

    @Test
    void decodedPicturesDoNotPileUpWhileTheModelIsBusy() throws Exception {
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults());
                PictureFetching fetching = fetching(fetcher, WAIT)) {
            List<CompletableFuture<Integer>> results = submit(fetching);
            Awaitility.await().untilAtomic(heldNow, is(MAKERS));
            modelAnswers.countDown();

            for (CompletableFuture<Integer> result : results) {
                result.get(1, TimeUnit.MINUTES);
            }
            assertThat(heldMost).hasValue(MAKERS);
        }
    }

    @Test
    void closingFailsWhatIsStuckAndWhatWaitsForAThread() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults())) {
            PictureFetching fetching = fetching(fetcher, WAIT);
            for (int i = 0; i < PICTURES; i++) {
                results.add(fetching.submit(
                        PictureFetchingTest::image,
                        WAIT,
                        bytes -> {
                            heldNow.incrementAndGet();
                            never.join(); // whoever interrupts
                            return bytes.length;
                        },
                        (length, times, result) -> result.complete(length)));
            }
            Awaitility.await().untilAtomic(heldNow, is(MAKERS));

            fetching.close();

            assertThat(results).allMatch(CompletableFuture::isCompletedExceptionally);
        } finally {
            never.complete(null);
        }
    }

    @Test
    void waitingForABusyModelIsNotHeldAgainstAPicture() throws Exception {
        Duration deadline = Duration.ofSeconds(1);
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults());
                PictureFetching fetching = fetching(fetcher, deadline)) {
            List<CompletableFuture<Integer>> results = submit(fetching);
            Awaitility.await().pollDelay(deadline.multipliedBy(2)).untilAtomic(heldNow, is(MAKERS));
            modelAnswers.countDown();

            for (CompletableFuture<Integer> result : results) {
                assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo(1);
            }
        }
    }

    @Test
    void aPictureThatTakesForeverToDecodeFailsAtTheDeadlineAndTheOthersGoOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults());
                PictureFetching fetching = fetching(fetcher, Duration.ofMillis(500))) {
            CompletableFuture<Integer> stuck = fetching.submit(
                    PictureFetchingTest::image,
                    WAIT,
                    bytes -> {
                        never.await();
                        return bytes.length;
                    },
                    (length, times, result) -> result.complete(length));

            assertThatThrownBy(() -> stuck.get(1, TimeUnit.MINUTES))
                    .cause()
                    .isInstanceOfSatisfying(
                            ImageRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.DEADLINE_EXCEEDED));
            modelAnswers.countDown();
            for (CompletableFuture<Integer> result : submit(fetching)) {
                assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo(1);
            }
        } finally {
            never.countDown();
        }
    }

    private static PictureFetching fetching(ImageFetcher fetcher, Duration deadline) {
        return new PictureFetching(fetcher, "test", THREADS, MAKERS, 2 * PICTURES, deadline);
    }

    private List<CompletableFuture<Integer>> submit(PictureFetching fetching) {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        IntStream.range(0, PICTURES)
                .forEach(i ->
                        results.add(fetching.submit(PictureFetchingTest::image, WAIT, this::decode, this::handOn)));
        return results;
    }

    private int decode(byte[] bytes) {
        heldMost.accumulateAndGet(heldNow.incrementAndGet(), Math::max);
        return bytes.length;
    }

    private void handOn(int length, PictureFetching.Times times, CompletableFuture<Integer> result)
            throws InterruptedException {
        modelAnswers.await();
        heldNow.decrementAndGet();
        result.complete(length);
    }

    private static ImageEvent image() {
        return new ImageEvent("image", null, new byte[1], Instant.EPOCH, null, null);
    }
}
