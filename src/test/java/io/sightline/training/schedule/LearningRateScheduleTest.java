package io.sightline.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected rates are worked out from the formulas in Keras' documentation, not by this code. */
class LearningRateScheduleTest {
    private static final float CLOSE = 1e-8f;

    @Test
    void aConstantRateStays() {
        LearningRateSchedule schedule = ScheduleSpec.parse("constant").schedule(0.003f, 10, 5);

        schedule.epochDone(7);

        assertThat(schedule.at(0)).isEqualTo(0.003f);
        assertThat(schedule.at(49)).isEqualTo(0.003f);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.001",
        "1, 0.0019",
        "9, 0.0091",
        "10, 0.01",
        "40, 0.00775",
        "55, 0.0055",
        "100, 0.001",
        "200, 0.001"
    })
    void cosineRisesThenFallsToAShareOfTheHighest(long step, float expected) {
        LearningRateSchedule schedule =
                ScheduleSpec.parse("cosine,warmup=0.1,alpha=0.1").schedule(0.01f, 20, 5);

        assertThat(schedule.at(step)).isCloseTo(expected, within(CLOSE));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.01", "50, 0.0085355339", "100, 0.005", "200, 0"})
    void cosineWithoutAWarmUpBeginsAtTheHighest(long step, float expected) {
        LearningRateSchedule schedule = ScheduleSpec.parse("cosine").schedule(0.01f, 100, 2);

        assertThat(schedule.at(step)).isCloseTo(expected, within(CLOSE));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 0.1",
        "5, 0.0979795897, 0.1",
        "10, 0.096, 0.096",
        "25, 0.0902979899, 0.09216",
        "20, 0.09216, 0.09216"
    })
    void exponentialFallsByTheEpochSmoothlyOrInStairs(long step, float smooth, float stairs) {
        LearningRateSchedule falling =
                ScheduleSpec.parse("exponential,rate=0.96,every=2").schedule(0.1f, 5, 10);
        LearningRateSchedule inStairs =
                ScheduleSpec.parse("exponential,rate=0.96,every=2,staircase").schedule(0.1f, 5, 10);

        assertThat(falling.at(step)).isCloseTo(smooth, within(CLOSE));
        assertThat(inStairs.at(step)).isCloseTo(stairs, within(CLOSE));
    }

    @Test
    void aPlateauLowersTheRateWhenTheLossNoLongerFalls() {
        LearningRateSchedule schedule = ScheduleSpec.parse("plateau,factor=0.5,patience=2,min-delta=0.01,min=0.3")
                .schedule(1, 10, 20);

        assertThat(ratesAfter(schedule, 1.0, 0.9, 0.895, 0.894, 0.5, 0.6, Double.NaN, 0.6, 0.6))
                .containsExactly(1f, 1f, 1f, 0.5f, 0.5f, 0.5f, 0.3f, 0.3f, 0.3f);
    }

    @Test
    void aPlateauDoesNotCountTheEpochsInWhichItCoolsDown() {
        LearningRateSchedule schedule =
                ScheduleSpec.parse("plateau,factor=0.1,patience=1,cooldown=2").schedule(1, 10, 20);

        assertThat(ratesAfter(schedule, 1.0, 1.0, 1.0, 1.0, 1.0)).containsExactly(1f, 0.1f, 0.1f, 0.01f, 0.01f);
    }

    @Test
    void aResumedTrainingGoesOnWithTheSameRatesOnceItsHistoryIsReplayed() {
        ScheduleSpec spec = ScheduleSpec.parse("plateau,patience=2");
        double[] losses = {1, 0.8, 0.8, 0.8, 0.7, 0.71, 0.72, 0.73, 0.74};
        LearningRateSchedule through = spec.schedule(0.01f, 10, 9);
        LearningRateSchedule resumed = ScheduleSpec.parse(spec.toString()).schedule(0.01f, 10, 9);

        List<Float> rates = ratesAfter(through, losses);
        List<Float> first = ratesAfter(resumed, losses[0], losses[1], losses[2]);
        List<Float> rest = ratesAfter(resumed, losses[3], losses[4], losses[5], losses[6], losses[7], losses[8]);

        first.addAll(rest);
        assertThat(first).isEqualTo(rates).contains(0.005f, 0.0025f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linear | none is named linear; there are constant, cosine, exponential, plateau",
                "cosine,warm=0.1 | there is no warm; there are cosine, warmup, alpha",
                "cosine,warmup=1 | warmup is 1; it must be from 0 to below 1",
                "cosine,alpha | alpha has no value",
                "constant,rate=1 | there is no rate",
                "exponential,rate=fast | rate is fast; it must be over 0",
                "exponential,every=0 | every is 0",
                "exponential,staircase=up | staircase is up; it must be one of true, false",
                "plateau,patience=2.5 | patience is 2.5; it must be a number of epochs",
                "plateau,factor=NaN | factor is NaN",
                "plateau,,min=1 | \"\" is no option",
                "plateau,min=1,min=2 | min is there twice",
            })
    void aWrongScheduleIsToldWithWhatThereIs(String text, String message) {
        assertThatThrownBy(() -> ScheduleSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schedule \"" + text + "\"")
                .hasMessageContaining(message);
    }

    private static List<Float> ratesAfter(LearningRateSchedule schedule, double... losses) {
        List<Float> rates = new ArrayList<>();
        for (double loss : losses) {
            schedule.epochDone(loss);
            rates.add(schedule.at(0));
        }
        return rates;
    }
}
