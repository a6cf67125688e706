package io.sightline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailureGuardTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final FailureGuard guard = new FailureGuard(new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void aDeadThreadIsReplacedUntilItHappensTooOften() {
        for (int i = 0; i < FailureGuard.REPLACEMENTS; i++) {
            assertThat(guard.handle(new IllegalStateException("boom")))
                    .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
        assertThat(guard.handle(new IllegalStateException("last straw")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(guard.last()).get().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoInstancesOfOneNameDoNotFightForEver() {
        Throwable fenced = new StreamsException(new FencedInstanceIdException("taken"));
        assertThat(guard.handle(fenced)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void rareDeathsNeverStopTheInstance() {
        for (int i = 0; i < 50; i++) {
            now.set(now.get().plus(FailureGuard.WINDOW).plusSeconds(1));
            assertThat(guard.handle(new IllegalStateException("boom")))
                    .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
    }
}
