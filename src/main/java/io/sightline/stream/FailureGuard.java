package io.sightline.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: it is replaced, and its records are read again, unless that
 * has happened too often lately; then the instance stops, so that an operator or an orchestrator sees
 * it. So it does at once when another instance has its name. Nothing is lost either way: the transaction
 * of a dead thread is aborted, and without transactions it commits nothing any more.
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
        if (causes(failure).anyMatch(FencedInstanceIdException.class::isInstance)) {
            logger.error(
                    "Another instance has taken this one's instance.id; stopping, as each needs one of its own",
                    failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
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

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** The last death's cause. */
    Optional<Throwable> last() {
        return Optional.ofNullable(last);
    }
}
