package io.sightline.image;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;

/** Tries again what may mend, with growing waits, as long as the deadline leaves time for it. */
final class Retries {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final double WAIT_GROWTH = 2;

    private Retries() {}

    /** @throws TransientFetchException if the last try failed so, too */
    static <T> T within(Deadline deadline, Supplier<T> fetch) {
        Duration longestWait = FIRST_WAIT.multipliedBy((long) Math.pow(WAIT_GROWTH, ATTEMPTS - 1.0));
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, WAIT_GROWTH))
                .retryOnException(e -> e instanceof TransientFetchException
                        && deadline.remaining().compareTo(longestWait) > 0)
                .build();
        return Retry.of("image-fetch", config).executeSupplier(fetch);
    }
}
