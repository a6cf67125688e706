package io.sightline.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void oneSlowRoundMovesTheRangeAndNotTheMedian() {
        Spread spread = Spread.of(List.of(310.0, 305.0, 121.0, 308.0, 312.0));

        assertThat(spread).isEqualTo(new Spread(308, 121, 312, 5));
    }

    @Test
    void ofAnEvenNumberOfRoundsTheTwoInTheMiddleCount() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
    }

    @Test
    void aPercentileIsALatencyThatSomebodyHad() {
        List<Double> millis =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) (201 - i)).toList();

        assertThat(Percentiles.of(millis)).isEqualTo(new Percentiles(200, 100, 180, 198, 200));
        assertThat(Percentiles.of(List.of(5.0))).isEqualTo(new Percentiles(1, 5, 5, 5, 5));
    }

    @Test
    void nothingHasNoFigures() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(List.of()));
    }

    @Test
    void aContenderIsHeldAgainstTheLimitOfItsOwnRound() {
        // The machine was half as fast in the second round; the contender was no worse for it.
        Measured measured = Measured.of(
                spec(),
                List.of(reading(90, 0), reading(46, 1), reading(95, 0)),
                List.of(100.0, 50.0, 100.0),
                List.of(reading(100, 0), reading(46, 0), reading(100, 0)));

        assertThat(measured.ofLimit()).isEqualTo(new Spread(0.92, 0.9, 0.95, 3));
        assertThat(measured.ofFirst()).isEqualTo(new Spread(0.95, 0.9, 1, 3));
        assertThat(measured.cpuOfFirst()).isEqualTo(new Spread(1, 1, 1, 3));
        assertThat(measured.imagesPerSecond().median()).isEqualTo(90);
        assertThat(measured.duplicates()).isEqualTo(1);
        assertThat(Measured.of(spec(), List.of(reading(90, 0)), List.of(), List.of())
                        .ofLimit())
                .isNull();
    }

    @Test
    void ofSeveralRunsTheOneInTheMiddleCounts() {
        LatencyRow row = LatencyRow.middle(List.of(latency(300, 0), latency(100, 1), latency(200, 0)));

        assertThat(row.millis().p99()).isEqualTo(200);
        assertThat(row.p99()).isEqualTo(new Spread(200, 100, 300, 3));
        assertThat(row.unanswered()).isEqualTo(1);
    }

    private static LatencyRow latency(double p99, long unanswered) {
        return new LatencyRow(
                "defaults", 0.6, 70, new Percentiles(1000, 40, 60, p99, 400), Spread.of(List.of(p99)), unanswered, 1.2);
    }

    private static Reading reading(double perSecond, long duplicates) {
        return new Reading(100, perSecond, 0.01, 0.001, duplicates, 0, 5, 9, 500, 500, Map.of());
    }

    private static Spec spec() {
        return new Spec("rival", "", "none", "Type", "", List.of(), Map.of());
    }
}
