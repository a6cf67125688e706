package io.sightline.stream.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class LearnStreamsTest {
    private static final String INTERVAL = StreamsConfig.COMMIT_INTERVAL_MS_CONFIG;

    @Test
    void predictionsAreRememberedEveryTwoSecondsUnlessAnotherIntervalIsAskedFor() {
        assertThat(LearnStreams.properties(new Settings(Map.of()))).containsEntry(INTERVAL, 2000);
        assertThat(LearnStreams.properties(new Settings(Map.of("kafka." + INTERVAL, "500"))))
                .containsEntry(INTERVAL, "500");
    }

    @Test
    void theyAreSentWhenTheyAreCommittedUnlessAnotherLingerIsAskedFor() {
        String linger = "producer.linger.ms";

        assertThat(LearnStreams.properties(new Settings(Map.of()))).containsEntry(linger, 2000);
        assertThat(LearnStreams.properties(new Settings(Map.of("processing.guarantee", "at_least_once"))))
                .containsEntry(linger, 2000);
        assertThat(LearnStreams.properties(new Settings(Map.of("kafka." + linger, "7"))))
                .containsEntry(linger, "7");
        assertThat(LearnStreams.properties(new Settings(Map.of("kafka.linger.ms", "7"))))
                .containsEntry("linger.ms", "7")
                .doesNotContainKey(linger);
    }
}
