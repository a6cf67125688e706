package io.sightline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.stream.classify.ClassifyStreams;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
    private static final Duration STALL_LIMIT = Duration.ofSeconds(20);

    @Test
    void aFastModelHasTheWindowOfTheSetting() {
        assertThat(window(128, 300)).isEqualTo(128);
        assertThat(window(128, 12.8)).isEqualTo(128);
    }

    @Test
    void aSlowModelHasWhatItClassifiesInHalfTheStallLimit() {
        assertThat(window(128, 12.7)).isEqualTo(127);
        assertThat(window(128, 3.05)).isEqualTo(30);
    }

    @Test
    void theSlowestStillHasAFullBatch() {
        assertThat(window(128, 0.1)).isEqualTo(16);
    }

    @Test
    void theSettingIsNeverExceeded() {
        assertThat(window(4, 0.1)).isEqualTo(4);
        assertThat(window(4, 300)).isEqualTo(4);
    }

    @Test
    void theStallLimitIsTwoThirdsOfTheTransactionTimeout() {
        Settings defaults = new Settings(Map.of());
        Settings longer = new Settings(Map.of("kafka.producer.transaction.timeout.ms", "60000"));

        assertThat(ClassifyStreams.stallLimit(defaults)).isEqualTo(STALL_LIMIT);
        assertThat(ClassifyStreams.stallLimit(longer)).isEqualTo(Duration.ofSeconds(40));
    }

    private static int window(int max, double imagesPerSecond) {
        return InFlightWindow.of(max, 16, imagesPerSecond, STALL_LIMIT);
    }
}
