package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.evaluation.Throughput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTunerTest {
    private static final int[] LADDER = {1, 2, 4, 8, 16};

    @Test
    void theSmallestBatchThatIsAboutAsFastAsTheFastestIsTaken() {
        assertThat(best(40, 80, 138, 140, 139)).isEqualTo(4);
        assertThat(best(208, 223, 189, 189, 163)).isEqualTo(2);
        assertThat(best(40, 80, 100, 140, 139)).isEqualTo(8);
        assertThat(best(10, 20, 40, 80, 160)).isEqualTo(16);
    }

    @Test
    void batchesOfAQuickModelAreLarger() {
        assertThat(best(185, 189, 180)).as("half a millisecond of ten").isEqualTo(2);
        assertThat(best(900, 950, 960, 900, 850))
                .as("half a millisecond of two")
                .isEqualTo(4);
        assertThat(best(2000, 4000, 4500, 4600, 4600)).isEqualTo(16);
    }

    @Test
    void aModelThatIsSlowerInBatchesRunsPicturesAlone() {
        assertThat(best(5, 4.4, 4.3)).isEqualTo(1);
        assertThat(best(5)).isEqualTo(1);
    }

    @Test
    void oneOrTwoBadTriesOfASizeDoNotCount() {
        Map<Integer, Integer> tries = new HashMap<>();

        List<Throughput> speeds = BatchTuner.bestTries(
                LADDER,
                size -> new Throughput(size, tries.merge(size, 1, Integer::sum) <= 2 && size == 2 ? 60 : 200 - size),
                () -> true);

        assertThat(speeds).extracting(Throughput::imagesPerSecond).containsExactly(199.0, 198.0, 196.0, 192.0, 184.0);
    }

    @Test
    void aSizeThatIsFarSlowerIsNotTriedForLong() {
        Map<Integer, Integer> tries = new HashMap<>();

        BatchTuner.bestTries(
                LADDER,
                size -> {
                    tries.merge(size, 1, Integer::sum);
                    return new Throughput(size, size == 16 ? 100 : 200);
                },
                () -> true);

        assertThat(tries).containsEntry(16, 3).containsEntry(8, 10);
    }

    @Test
    void aModelForWhichTheTimeIsNotEnoughIsTriedInSmallBatches() {
        Deque<Boolean> patience = new ArrayDeque<>(List.of(true, false));

        List<Throughput> speeds = BatchTuner.bestTries(
                LADDER, size -> new Throughput(size, 3), () -> Boolean.TRUE.equals(patience.poll()));

        assertThat(speeds).extracting(Throughput::batch).containsExactly(1, 2);
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
