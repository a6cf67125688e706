package io.sightline.demo.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Seeds that are close to each other give pictures that have nothing to do with each other. */
class DiceTest {
    private static final long GOLDEN_STEP = 0x9e3779b97f4a7c15L;

    @Test
    void isRepeatable() {
        assertThat(throwsOf(new Dice(7), 5)).isEqualTo(throwsOf(new Dice(7), 5));
    }

    @Test
    void sharesNoSequenceBetweenSeedsAStepApart() {
        // The step by which the generator beneath advances: unmixed, the sequences would be one, shifted.
        List<Float> first = throwsOf(new Dice(7), 50);
        List<Float> second = throwsOf(new Dice(7 + GOLDEN_STEP), 50);

        assertThat(second).doesNotContainAnyElementsOf(first);
    }

    @Test
    void spreadsTheFirstThrowOfNeighbouringSeeds() {
        double mean = LongStream.range(0, 2000)
                .mapToDouble(seed -> new Dice(seed).between(0, 1.0))
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(0.47, 0.53);
    }

    private static List<Float> throwsOf(Dice dice, int count) {
        return IntStream.range(0, count).mapToObj(i -> dice.between(0, 1.0)).toList();
    }
}
