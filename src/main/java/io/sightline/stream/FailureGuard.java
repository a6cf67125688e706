package io.sightline.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: it is replaced, and its records are read again, unless that
 * has happened too often lately; then the instance stops, so that an operator or an orchestrator sees
 * it. Nothing is lost either way: the transaction of a dead thread is aborted.
 *
 * <p>Threading notes: called by dying stream threads, read by any.
 */
final class FailureGuard implements StreamsUncaughtExceptionHandler {
    static final int REPLACEMENTS = 5;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger logger = LoggerFactory.getLogger(FailureGuard.class);

    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private volatile @Nullable Throwable last;

    FailureGuard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        last = failure;
        Instant now = clock.instant();
        while (!recent.isEmpty() && recent.peek().isBefore(now.minus(WINDOW))) {
            recent.remove();
        }
        recent.add(now);
        if (recent.size() > REPLACEMENTS) {
            logger.error(
                    "A stream thread died, the {}th within {}; stopping this instance", recent.size(), WINDOW, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        logger.error("A stream thread died; replacing it", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** The last death's cause. */
    Optional<Throwable> last() {
        return Optional.ofNullable(last);
    }
}
