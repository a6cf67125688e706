package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.evaluation.Throughput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTunerTest {
    @Test
    void theSmallestBatchThatIsAboutAsFastAsTheFastestIsTaken() {
        assertThat(best(40, 80, 130, 140, 139)).isEqualTo(4);
        assertThat(best(40, 80, 100, 140, 139)).isEqualTo(8);
        assertThat(best(10, 20, 40, 80, 160)).isEqualTo(16);
    }

    @Test
    void batchesOfAQuickModelAreLarger() {
        assertThat(best(155, 157, 142, 146, 139)).as("1 would take 13 ms").isEqualTo(2);
        assertThat(best(2000, 4000, 4500, 4600, 4600)).isEqualTo(16);
    }

    @Test
    void aModelThatIsSlowerInBatchesRunsPicturesAlone() {
        assertThat(best(5, 4.4, 4.3)).isEqualTo(1);
        assertThat(best(5)).isEqualTo(1);
    }

    /** Speeds in batches of 1, 2, 4, 8 and 16, two at a time. */
    private static int best(double... speeds) {
        List<Throughput> measured = new ArrayList<>();
        for (int i = 0; i < speeds.length; i++) {
            measured.add(new Throughput(1 << i, speeds[i]));
        }
        return BatchTuner.best(measured, 2).batch();
    }
}
