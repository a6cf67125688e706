package io.sightline.stream.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How fast a redrive may go. */
class PaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND; // the clock may begin anywhere

    @Test
    void turnsComeEvenly() {
        Pace pace = new Pace(2.0, START);

        assertThat(pace.take(START)).isZero();
        assertThat(pace.take(START)).isEqualTo(SECOND / 2);
        assertThat(pace.take(START + SECOND / 2 + 7)).isEqualTo(SECOND / 2 - 7);
    }

    @Test
    void whatAPauseMissedIsNotMadeUpFor() {
        Pace pace = new Pace(2.0, START);
        pace.take(START);

        long later = START + 60 * SECOND;
        assertThat(pace.take(later)).isZero();
        assertThat(pace.take(later)).isEqualTo(SECOND / 2);
    }

    @Test
    void withoutALimitNobodyWaits() {
        Pace pace = new Pace(null, START);

        assertThat(pace.take(START)).isZero();
        assertThat(pace.take(START)).isZero();
    }
}
