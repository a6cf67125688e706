package io.sightline.stream.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ClassifyStreamsTest {
    private static final String IDLE = StreamsConfig.MAX_TASK_IDLE_MS_CONFIG;

    @Test
    void noPartitionWaitsForAnotherUnlessAskedTo() {
        assertThat(ClassifyStreams.properties(new Settings(Map.of())))
                .containsEntry(IDLE, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        assertThat(ClassifyStreams.properties(new Settings(Map.of("kafka." + IDLE, "250"))))
                .containsEntry(IDLE, "250");
    }
}
