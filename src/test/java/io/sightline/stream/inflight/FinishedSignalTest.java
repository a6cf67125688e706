package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // one that is not woken waits for an hour
class FinishedSignalTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FinishedSignal signal = new FinishedSignal();

    @Test
    void aThreadThatWaitsIsWoken() throws Exception {
        CompletableFuture<Runnable> begun = new CompletableFuture<>();
        CompletableFuture<Void> woken = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            begun.complete(signal.toCallingThread());
            assertThat(signal.await(HOUR)).isTrue();
            woken.complete(null);
        });
        thread.start();
        Runnable finish = begun.get(1, TimeUnit.MINUTES);
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        finish.run();
        woken.get(1, TimeUnit.MINUTES);
    }

    @Test
    void whatFinishedBeforeIsNotWaitedForAndWakesOnce() {
        signal.toCallingThread().run();
        signal.toCallingThread().run();
        assertThat(signal.await(HOUR)).isTrue();
        assertThat(signal.await(Duration.ofMillis(20)))
                .as("nothing has finished since")
                .isFalse();
    }

    @Test
    void whatOneThreadHasBegunWakesNoOther() throws Exception {
        Runnable finish = CompletableFuture.supplyAsync(signal::toCallingThread).get(1, TimeUnit.MINUTES);
        finish.run();

        assertThat(signal.await(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void aThreadThatIsInterruptedDoesNotWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            begun.countDown();
            signal.await(HOUR);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        thread.interrupt();
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).as("stays so").isTrue();
    }
}
