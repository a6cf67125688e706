package io.sightline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.model.Calibration;
import io.sightline.model.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperatureScalingTest {
    @ParameterizedTest(name = "{0} classes, logits {1} times too large")
    @CsvSource({"2, 3", "2, 0.5", "5, 3", "5, 0.5"})
    void findsByHowMuchAModelIsTooSureOfItself(int classes, double factor) {
        Calibration calibration =
                TemperatureScaling.fit(model(classes, factor, 2000, 1)).orElseThrow();
        List<ScoredPhoto> test = model(classes, factor, 2000, 2);
        List<ScoredPhoto> calibrated = TemperatureScaling.apply(test, calibration.temperature());

        assertThat(calibration.temperature()).isCloseTo(factor, within(0.15 * factor));
        assertThat(calibration.eceAfter()).isLessThan(calibration.eceBefore());
        assertThat(Reliability.of(calibrated).ece())
                .isLessThan(0.03)
                .isLessThan(Reliability.of(test).ece());
        assertThat(calibrated)
                .map(ScoredPhoto::predicted)
                .isEqualTo(test.stream().map(ScoredPhoto::predicted).toList());
    }

    @Test
    void isTheLeastCostThereIs() {
        List<ScoredPhoto> photos = model(3, 2.5, 60, 3);
        double found = TemperatureScaling.fit(photos).orElseThrow().temperature();

        // the definition, over a fine grid: cross-entropy and the prior in nats
        ToDoubleFunction<Double> cost = t -> {
            double sum = Math.pow(Math.log(t), 2) / 0.5;
            for (ScoredPhoto photo : TemperatureScaling.apply(photos, t)) {
                sum -= Math.log(photo.probabilities()[photo.label()]);
            }
            return sum;
        };
        double best = 1;
        for (double t = 0.05; t < 20; t *= 1.002) {
            best = cost.applyAsDouble(t) < cost.applyAsDouble(best) ? t : best;
        }
        assertThat(found).isCloseTo(best, within(0.005 * best));
    }

    @Test
    void aSetWithoutAMistakeDoesNotMakeTheModelCertainOfEverything() {
        List<ScoredPhoto> flawless = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 100; i++) {
            flawless.add(photo(i, i % 2, new double[] {0, (i % 2 == 0 ? -1 : 1) * (1 + 6 * random.nextDouble())}));
        }

        Calibration calibration = TemperatureScaling.fit(flawless).orElseThrow();

        assertThat(calibration.temperature()).isBetween(0.25, 1.0);
    }

    @Test
    void probabilitiesOfZeroAndOneAreNoObstacle() {
        List<ScoredPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            photos.add(new ScoredPhoto(Path.of("p" + i), i % 10 == 0 ? 0 : 1, new float[] {0, 1}));
        }

        Calibration calibration = TemperatureScaling.fit(photos).orElseThrow();

        assertThat(calibration.temperature()).isBetween(1.0, 20.0);
        assertThat(calibration.eceAfter()).isLessThanOrEqualTo(calibration.eceBefore());
    }

    @Test
    void aHandfulOfPicturesIsNotEnough() {
        assertThat(TemperatureScaling.fit(model(2, 3, TemperatureScaling.FEWEST - 1, 5)))
                .isEmpty();
        assertThat(TemperatureScaling.fit(List.of())).isEmpty();
    }

    @ParameterizedTest(name = "a head of {0} units")
    @CsvSource({"1", "3"})
    void aTemperedHeadSaysWhatScalingItsProbabilitiesSays(int units) {
        float[] features = {0.3f, -1.2f, 2};
        float[] kernel = new float[3 * units];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (i % 5 - 2) * 1.5f;
        }
        Head head = new Head(kernel, new float[units]);
        ScoredPhoto scored = new ScoredPhoto(Path.of("x"), 0, head.probabilities(features));

        float[] scaled = TemperatureScaling.apply(List.of(scored), 2.5).get(0).probabilities();

        assertThat(head.tempered(2.5).probabilities(features)).containsExactly(scaled, within(1e-5f));
    }

    /** Scores of a model that is honest but for its logits being too large by a factor. */
    private static List<ScoredPhoto> model(int classes, double factor, int count, long seed) {
        Random random = new Random(seed);
        List<ScoredPhoto> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] logits = new double[classes];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                logits[c] = 2 * random.nextGaussian();
                sum += Math.exp(logits[c]);
            }
            double draw = random.nextDouble() * sum;
            int label = 0;
            for (double upTo = Math.exp(logits[0]); upTo < draw && label < classes - 1; ) {
                upTo += Math.exp(logits[++label]);
            }
            for (int c = 0; c < classes; c++) {
                logits[c] *= factor;
            }
            photos.add(photo(i, label, logits));
        }
        return photos;
    }

    private static ScoredPhoto photo(int number, int label, double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = (float) (Math.exp(logits[c]) / sum);
        }
        return new ScoredPhoto(Path.of("p" + number), label, probabilities);
    }
}
