package io.sightline.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.bench.contender.Speed;
import io.sightline.bench.measure.Measured.Round;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                new Life(1, 5, 9, true, 1),
                List.of(
                        new Round(reading(90), speed(100), reading(100)),
                        new Round(reading(46), speed(50), reading(46)),
                        new Round(reading(95), speed(100), reading(100))));

        assertThat(measured.ofLimit()).isEqualTo(new Spread(0.92, 0.9, 0.95, 3));
        assertThat(measured.ofFirst()).isEqualTo(new Spread(0.95, 0.9, 1, 3));
        assertThat(measured.cpuOfFirst()).isEqualTo(new Spread(1, 1, 1, 3));
        assertThat(measured.cpuOfLimit()).isEqualTo(new Spread(2, 2, 2, 3));
        assertThat(measured.imagesPerSecond().median()).isEqualTo(90);
    }

    @Test
    void aRoundThatTheFirstContenderDidNotLiveToSeeCountsAgainstTheLimitOnly() {
        Measured measured = Measured.of(
                spec(),
                new Life(1, 5, 9, true, 0),
                List.of(new Round(reading(90), speed(100), reading(45)), new Round(reading(80), speed(100), null)));

        assertThat(measured.ofLimit().rounds()).isEqualTo(2);
        assertThat(measured.ofFirst()).isEqualTo(new Spread(2, 2, 2, 1));
        assertThat(Measured.of(spec(), new Life(1, 5, 9, true, 0), List.of(new Round(reading(80), speed(100), null)))
                        .ofFirst())
                .isNull();
    }

    @Test
    void whatIsBesidesTensorFlowIsComparedForItself() {
        Reading own = new Reading(100, 90, 0.012, 0.001, 500, Map.of("tensorflow", 9.0, "run", 0.2));
        Reading first = new Reading(100, 90, 0.011, 0.001, 500, Map.of("tensorflow", 9.5));
        Measured measured = Measured.of(spec(), new Life(1, 5, 9, true, 0), List.of(new Round(own, speed(100), first)));

        assertThat(measured.besidesTensorFlow().median()).isCloseTo(0.003, within(1e-9));
        assertThat(Objects.requireNonNull(measured.besidesOfFirst()).median()).isCloseTo(2, within(1e-9));
    }

    @Test
    void ofSeveralRunsTheOneInTheMiddleCounts() {
        LatencyRow row = LatencyRow.middle(List.of(latency(300), latency(100), latency(200)));

        assertThat(row.millis().p99()).isEqualTo(200);
        assertThat(row.p99()).isEqualTo(new Spread(200, 100, 300, 3));
        assertThat(row.p99Appended()).isEqualTo(new Spread(190, 90, 290, 3));
        assertThat(row.rested()).isTrue();
    }

    @Test
    void aSettingIsHeldAgainstTheRunsOfTheFirstBesideItsOwn() {
        List<LatencyRow> runs = List.of(latency(300), latency(100), latency(200));
        List<LatencyRow> firsts = List.of(latency(200), latency(200), latency(400));

        assertThat(LatencyRow.middle(runs, firsts).p99OfFirst()).isEqualTo(new Spread(0.5, 0.5, 1.5, 3));
        assertThat(LatencyRow.middle(firsts).p99OfFirst()).isNull();
    }

    @Test
    void runsInWhichCompilersWorkedAreToldApart() {
        LatencyRow atWork = latency(300, false);
        assertThat(LatencyRow.middle(List.of(latency(100)), List.of(atWork)).rested())
                .isFalse();

        assertThat(LatencyRow.middle(List.of(latency(100), atWork, latency(200)))
                        .rested())
                .isFalse();
    }

    private static LatencyRow latency(double p99) {
        return latency(p99, true);
    }

    private static LatencyRow latency(double p99, boolean rested) {
        return new LatencyRow(
                "defaults",
                0.6,
                117,
                70,
                new Percentiles(1000, 40, 60, p99, 400),
                Spread.of(List.of(p99)),
                Spread.of(List.of(p99 - 10)),
                null,
                1.2,
                rested);
    }

    private static Reading reading(double perSecond) {
        return new Reading(100, perSecond, 0.01, 0.001, 500, Map.of());
    }

    private static Speed speed(double perSecond) {
        return new Speed(perSecond, 0.005, Map.of());
    }

    private static Spec spec() {
        return new Spec("rival", "", "none", "Type", "", List.of(), Map.of());
    }
}
