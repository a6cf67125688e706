package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSettingsTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void aBatchForEachProcessorIsComputedByOneThread() {
        assertThat(batches(PROCESSORS).operationThreads()).isEqualTo(1);
        assertThat(batches(PROCESSORS + 1).operationThreads()).isEqualTo(1);
    }

    @Test
    void fewerBatchesShareAllThreads() {
        assertThat(batches(PROCESSORS - 1).operationThreads()).isZero();
    }

    private static BatchSettings batches(int threads) {
        return new BatchSettings(16, Duration.ZERO, threads, true);
    }
}
