package io.sightline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private double inFlight;
    private double finished;
    private long seconds;

    private final Progress progress = new Progress(
            () -> inFlight,
            () -> finished,
            Duration.ofSeconds(15),
            () -> Duration.ofSeconds(seconds).toNanos());

    @Test
    void imagesThatDoNotLeaveMakeItStuck() {
        inFlight = 3;
        assertThat(at(0)).isFalse();
        assertThat(at(15)).isFalse();
        assertThat(at(16)).isTrue();
        assertThat(progress.stuck())
                .hasValueSatisfying(reason -> assertThat(reason).contains("3 images", "16 s"));

        finished = 1;
        assertThat(at(17)).as("one has left").isFalse();
    }

    @Test
    void aServiceWithoutWorkIsNotStuck() {
        assertThat(at(0)).isFalse();
        assertThat(at(1000)).isFalse();
        inFlight = 1;
        assertThat(at(1010)).as("it has just come").isFalse();
    }

    @Test
    void aSlowServiceIsNotStuck() {
        inFlight = 100;
        for (int i = 0; i < 10; i++) {
            finished++;
            assertThat(at(i * 14)).isFalse();
        }
    }

    private boolean at(long now) {
        seconds = now;
        return progress.stuck().isPresent();
    }
}
