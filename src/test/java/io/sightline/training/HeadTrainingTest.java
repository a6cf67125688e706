package io.sightline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTrainingTest {
    private static final int FEATURES = 16;

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 4})
    void learnsToTellCloudsOfPointsApart(int classes) {
        Features train = clouds(classes, 200, 1);
        Features held = clouds(classes, 100, 2);

        HeadTraining.Result result = training(classes, 0.2f, false).train(train, held, epoch -> {});

        assertThat(HeadScore.of(result.head(), held).accuracy()).isGreaterThan(0.95);
        assertThat(result.head().classes()).isEqualTo(classes);
        assertThat(result.history()).hasSize(30);
        assertThat(result.history().get(29).loss())
                .isLessThan(result.history().get(0).loss() / 2);
    }

    @Test
    void keepsTheEpochThatIsBestOnTheValidationPictures() {
        // noise can only be learned by heart, so that validation gets worse with every epoch
        Features train = noise(40, 3);
        Features validation = noise(40, 4);

        HeadTraining.Result result = training(2, 0, false).train(train, validation, epoch -> {});

        EpochResult best = result.history().stream()
                .min(Comparator.comparing(EpochResult::validationLoss))
                .orElseThrow();
        assertThat(result.bestEpoch()).isEqualTo(best.epoch()).isLessThan(30);
        assertThat(HeadScore.of(result.head(), validation).loss()).isCloseTo(best.validationLoss(), within(1e-6));
    }

    @Test
    void theSeedDecidesEverything() {
        Features train = clouds(3, 60, 1);
        HeadSettings settings = new HeadSettings(3, 32, 1e-2f, 0.5f, 5, false);
        HeadSettings otherSeed = new HeadSettings(3, 32, 1e-2f, 0.5f, 6, false);

        float[] once = kernel(settings, train);

        assertThat(kernel(settings, train)).isEqualTo(once);
        assertThat(kernel(otherSeed, train)).isNotEqualTo(once);
    }

    @Test
    void balancedClassesKeepARareClassFromBeingIgnored() {
        Features train = overlapping(10, 200, 1);
        Features held = overlapping(100, 100, 2);

        double plain = recallOfRare(training(2, 0, false), train, held);
        double balanced = recallOfRare(training(2, 0, true), train, held);

        assertThat(balanced).isGreaterThan(0.6).isGreaterThan(plain + 0.2);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new HeadSettings(0, 32, 1e-3f, 0.2f, 1, false)).hasMessageContaining("epochs is 0");
        assertThatThrownBy(() -> new HeadSettings(1, 32, 1e-3f, 1f, 1, false)).hasMessageContaining("dropout is 1.0");
        assertThatThrownBy(() -> new HeadSettings(1, 32, Float.NaN, 0, 1, false))
                .hasMessageContaining("learning-rate is NaN");
    }

    private static HeadTraining training(int classes, float dropout, boolean balance) {
        return new HeadTraining(new HeadSettings(30, 32, 1e-2f, dropout, 1, balance), classes);
    }

    private static float[] kernel(HeadSettings settings, Features train) {
        return new HeadTraining(settings, 3)
                .train(train, new Features(List.of(), List.of()), epoch -> {})
                .head()
                .kernel();
    }

    private static double recallOfRare(HeadTraining training, Features train, Features held) {
        Head head = training.train(train, train, epoch -> {}).head();
        List<ScoredPhoto> scored = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            scored.add(new ScoredPhoto(
                    Path.of(i + ".jpg"),
                    held.labels().get(i),
                    head.probabilities(held.values().get(i))));
        }
        return Evaluation.of(List.of("rare", "common"), scored).classes().get(0).recall();
    }

    private static Features clouds(int classes, int count, long seed) {
        Random random = new Random(seed);
        List<float[]> values = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] point = point(random);
            point[i % classes] += 4;
            values.add(point);
            labels.add(i % classes);
        }
        return new Features(values, labels);
    }

    private static Features noise(int count, long seed) {
        Random random = new Random(seed);
        List<float[]> values = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(point(random));
            labels.add(random.nextInt(2));
        }
        return new Features(values, labels);
    }

    private static Features overlapping(int rare, int common, long seed) {
        Random random = new Random(seed);
        List<float[]> values = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < rare + common; i++) {
            float[] point = point(random);
            point[0] += i < rare ? 1.5f : 0;
            values.add(point);
            labels.add(i < rare ? 0 : 1);
        }
        return new Features(values, labels);
    }

    private static float[] point(Random random) {
        float[] point = new float[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            point[f] = (float) random.nextGaussian();
        }
        return point;
    }
}
