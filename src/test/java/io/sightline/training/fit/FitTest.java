package io.sightline.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Head;
import io.sightline.training.fit.EpochResult.Phase;
import io.sightline.training.schedule.ScheduleSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
    private static final int FEATURES = 16;
    private static final FitSettings SETTINGS = settings(30, 1e-2f, 0.2f, 1, false);

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 4})
    void learnsToTellCloudsOfPointsApart(int classes) {
        Points held = clouds(classes, 100, 2);

        Fitted fitted = fit(SETTINGS, classes, clouds(classes, 200, 1), held);

        assertThat(Evaluation.of(labels(classes), fitted.scored()).accuracy()).isGreaterThan(0.95);
        assertThat(fitted.head().classes()).isEqualTo(classes);
        List<EpochResult> history = fitted.state().history();
        assertThat(history).hasSize(30);
        assertThat(history.get(29).loss()).isLessThan(history.get(0).loss() / 2);
        assertThat(history.get(29).accuracy()).isGreaterThan(0.9);
    }

    @Test
    void keepsTheEpochThatIsBestOnTheValidationPictures() {
        // noise can only be learned by heart, so that validation gets worse with every epoch
        Fitted fitted = fit(settings(30, 1e-2f, 0, 1, false), 2, noise(40, 3), noise(40, 4));

        EpochResult best = fitted.state().history().stream()
                .min(Comparator.comparing(EpochResult::validationLoss))
                .orElseThrow();
        assertThat(fitted.state().bestEpoch()).isEqualTo(best.epoch()).isLessThan(30);
        assertThat(Evaluation.of(labels(2), fitted.scored()).accuracy())
                .isCloseTo(best.validationAccuracy(), within(1e-9));
    }

    @Test
    void endsEarlyWhenNothingGetsBetter() {
        FitSettings patient =
                new FitSettings(30, 32, 1e-2f, ScheduleSpec.CONSTANT, 3, OptimizerSettings.PLAIN, 0, 1, false);

        FitState state = fit(patient, 2, noise(40, 3), noise(40, 4)).state();

        assertThat(state.history()).hasSize(state.bestEpoch() + 3);
    }

    @Test
    void theSeedDecidesEverything() {
        Points train = clouds(3, 60, 1);
        Points none = new Points(FEATURES);

        float[] once =
                fit(settings(3, 1e-2f, 0.5f, 5, false), 3, train, none).head().kernel();

        assertThat(fit(settings(3, 1e-2f, 0.5f, 5, false), 3, train, none)
                        .head()
                        .kernel())
                .isEqualTo(once);
        assertThat(fit(settings(3, 1e-2f, 0.5f, 6, false), 3, train, none)
                        .head()
                        .kernel())
                .isNotEqualTo(once);
    }

    @ParameterizedTest(name = "cut short after epoch {0}")
    @ValueSource(ints = {1, 4, 6})
    void goingOnAfterAnEpochGivesWhatNeverStoppingGives(int after) {
        Points train = clouds(3, 60, 1);
        Points held = clouds(3, 60, 2);
        FitSettings settings = new FitSettings(
                7,
                16,
                1e-2f,
                ScheduleSpec.parse("plateau,patience=1"),
                0,
                new OptimizerSettings(0.01f, 1),
                0.3f,
                1,
                false);
        List<FitState> states = new ArrayList<>();
        FitState whole = fit(settings, 3, train, held, states).state();

        FitState resumed;
        try (TrainableGraph graph = graph(settings, 3, train)) {
            resumed = new Fit(settings, Phase.HEAD, graph, 3, train.labelled(), held.labelled(), FitListener.none())
                    .run(states.get(after - 1));
        }

        assertThat(resumed.variables().get(0)).isEqualTo(whole.variables().get(0));
        assertThat(resumed.best().get(0)).isEqualTo(whole.best().get(0));
        assertThat(resumed.history()).hasSize(7);
        for (int epoch = 0; epoch < 7; epoch++) {
            assertThat(resumed.history().get(epoch).learningRate())
                    .isEqualTo(whole.history().get(epoch).learningRate());
        }
    }

    @Test
    void balancedClassesKeepARareClassFromBeingIgnored() {
        Points train = overlapping(10, 200, 1);
        Points held = overlapping(100, 100, 2);

        double plain = recallOfRare(settings(30, 1e-2f, 0, 1, false), train, held);
        double balanced = recallOfRare(settings(30, 1e-2f, 0, 1, true), train, held);

        assertThat(balanced).isGreaterThan(0.6).isGreaterThan(plain + 0.2);
    }

    @Test
    void weightDecayKeepsWeightsSmall() {
        Points train = clouds(2, 60, 1);
        FitSettings decaying =
                new FitSettings(30, 32, 1e-2f, ScheduleSpec.CONSTANT, 0, new OptimizerSettings(0.9f, 0), 0, 1, false);

        assertThat(norm(fit(decaying, 2, train, train).state().variables().get(0)))
                .isLessThan(norm(fit(settings(30, 1e-2f, 0, 1, false), 2, train, train)
                                .state()
                                .variables()
                                .get(0))
                        * 0.95);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> settings(0, 1e-3f, 0.2f, 1, false)).hasMessageContaining("epochs is 0");
        assertThatThrownBy(() -> settings(1, 1e-3f, 1f, 1, false)).hasMessageContaining("dropout is 1.0");
        assertThatThrownBy(() -> settings(1, Float.NaN, 0, 1, false)).hasMessageContaining("learning-rate is NaN");
        assertThatThrownBy(() -> new OptimizerSettings(-1, 0)).hasMessageContaining("weight-decay is -1");
        assertThatThrownBy(() -> new OptimizerSettings(0, Float.NaN)).hasMessageContaining("clip-norm is NaN");
    }

    private record Fitted(FitState state, Head head, List<ScoredPhoto> scored) {}

    private static Fitted fit(FitSettings settings, int classes, Points train, Points held) {
        return fit(settings, classes, train, held, new ArrayList<>());
    }

    private static Fitted fit(FitSettings settings, int classes, Points train, Points held, List<FitState> states) {
        FitListener listener = new FitListener() {
            @Override
            public void epochDone(EpochResult result, FitState state) {
                states.add(state);
            }
        };
        try (TrainableGraph graph = graph(settings, classes, train)) {
            Fit fit = new Fit(settings, Phase.HEAD, graph, classes, train.labelled(), held.labelled(), listener);
            FitState state = fit.run(fit.fresh());
            return new Fitted(state, graph.head(state.best()), graph.score(held.labelled()));
        }
    }

    private static TrainableGraph graph(FitSettings settings, int classes, Points train) {
        return TrainableGraph.head(Standardization.of(train, train.photos()), classes, settings.optimizer());
    }

    private static FitSettings settings(int epochs, float rate, float dropout, long seed, boolean balance) {
        return new FitSettings(
                epochs, 32, rate, ScheduleSpec.CONSTANT, 0, OptimizerSettings.PLAIN, dropout, seed, balance);
    }

    private static double recallOfRare(FitSettings settings, Points train, Points held) {
        return Evaluation.of(
                        List.of("rare", "common"), fit(settings, 2, train, held).scored())
                .classes()
                .get(0)
                .recall();
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static List<String> labels(int classes) {
        return List.of("a", "b", "c", "d").subList(0, classes);
    }

    private static Points clouds(int classes, int count, long seed) {
        Random random = new Random(seed);
        Points points = new Points(FEATURES);
        for (int i = 0; i < count; i++) {
            float[] point = point(random);
            point[i % classes] += 4;
            points.add(point, i % classes);
        }
        return points;
    }

    private static Points noise(int count, long seed) {
        Random random = new Random(seed);
        Points points = new Points(FEATURES);
        for (int i = 0; i < count; i++) {
            points.add(point(random), random.nextInt(2));
        }
        return points;
    }

    private static Points overlapping(int rare, int common, long seed) {
        Random random = new Random(seed);
        Points points = new Points(FEATURES);
        for (int i = 0; i < rare + common; i++) {
            float[] point = point(random);
            point[0] += i < rare ? 1.5f : 0;
            points.add(point, i < rare ? 0 : 1);
        }
        return points;
    }

    private static float[] point(Random random) {
        float[] point = new float[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            point[f] = (float) random.nextGaussian();
        }
        return point;
    }
}
