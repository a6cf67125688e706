package io.sightline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> SURFACES = List.of("clean", "rust", "dent");

    @Test
    void countsWhatWasTakenForWhat() {
        Evaluation evaluation = Evaluation.of(SURFACES, six());

        assertThat(evaluation.count()).isEqualTo(6);
        assertThat(evaluation.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(evaluation.confusion()).containsExactly(List.of(3, 1, 0), List.of(1, 1, 0), List.of(0, 0, 0));
        assertThat(evaluation.classes())
                .containsExactly(
                        new Evaluation.ClassFigures("clean", 0.75, 0.75, 0.75, 4),
                        new Evaluation.ClassFigures("rust", 0.5, 0.5, 0.5, 2),
                        new Evaluation.ClassFigures("dent", 0, 0, 0, 0));
    }

    @Test
    void averagesLeaveOutAClassWithoutPictures() {
        Evaluation evaluation = Evaluation.of(SURFACES, six());

        assertThat(evaluation.macro()).isEqualTo(new Evaluation.Averages(0.625, 0.625, 0.625));
        assertThat(evaluation.weighted()).isNotNull();
        assertThat(evaluation.weighted().f1()).isCloseTo((4 * 0.75 + 2 * 0.5) / 6, within(1e-12));
    }

    @Test
    void fewPicturesSayLittleOfTheAccuracy() {
        // the values of Wilson's formula as textbooks give them
        assertThat(Interval.wilson(8, 10).low()).isCloseTo(0.4902, within(1e-4));
        assertThat(Interval.wilson(8, 10).high()).isCloseTo(0.9433, within(1e-4));
        assertThat(Interval.wilson(20, 20).low()).isCloseTo(0.8389, within(1e-4));
        assertThat(Interval.wilson(20, 20).high()).isEqualTo(1);
        assertThat(Interval.wilson(0, 20).low()).isZero();
        assertThat(Evaluation.of(SURFACES, six()).accuracyInterval()).isEqualTo(Interval.wilson(4, 6));
    }

    @Test
    void theAreaUnderTheRocCurveCountsPairsInTheRightOrder() {
        // of the pairs (0.9, 0.4, 0.4) x (0.6, 0.4, 0.1): 3 right; 1 right and 1 tied; the same
        List<ScoredPhoto> scored =
                List.of(two(1, 0.9), two(1, 0.4), two(1, 0.4), two(0, 0.6), two(0, 0.4), two(0, 0.1));

        RocCurve curve = RocCurve.of(scored).orElseThrow();

        assertThat(curve.auc()).isCloseTo(6.0 / 9, within(1e-9));
        assertThat(curve.points())
                .startsWith(new RocCurve.Point(0, 0), new RocCurve.Point(0, 1.0 / 3))
                .endsWith(new RocCurve.Point(2.0 / 3, 1), new RocCurve.Point(1, 1));
        assertThat(Evaluation.of(List.of("cat", "dog"), scored).rocAuc()).isEqualTo(curve.auc());
    }

    @Test
    void picturesThatRoundToCertaintyAreStillToldApartByTheRest() {
        List<ScoredPhoto> scored = List.of(
                new ScoredPhoto(Path.of("a"), 1, new float[] {1e-20f, 1}),
                new ScoredPhoto(Path.of("b"), 0, new float[] {1e-10f, 1}));

        assertThat(RocCurve.of(scored).orElseThrow().auc()).isEqualTo(1);
    }

    @Test
    void confidenceIsHeldAgainstAccuracy() {
        // four pictures at 0.9 of which half are right, one at 0.6 that is right
        List<ScoredPhoto> scored = List.of(two(1, 0.9), two(1, 0.9), two(0, 0.9), two(0, 0.9), two(0, 0.4));

        Reliability reliability = Reliability.of(scored);

        assertThat(reliability.ece()).isCloseTo((4 * 0.4 + 0.4) / 5, within(1e-6));
        assertThat(reliability.bins()).hasSize(2);
        Reliability.Bin sure = reliability.bins().get(1);
        assertThat(sure.from()).isCloseTo(13 / 15.0, within(1e-12));
        assertThat(sure.count()).isEqualTo(4);
        assertThat(sure.confidence()).isCloseTo(0.9, within(1e-6));
        assertThat(sure.accuracy()).isEqualTo(0.5);
    }

    @Test
    void theLogLossIsThatOfKeras() {
        Evaluation evaluation = Evaluation.of(
                List.of("cat", "dog"),
                List.of(two(1, 0.8), two(0, 0.8), new ScoredPhoto(Path.of("x"), 0, new float[] {0, 1})));

        assertThat(evaluation.logLoss()).isCloseTo(-(Math.log(0.8) + Math.log(0.2) + Math.log(1e-7)) / 3, within(1e-6));
    }

    @Test
    void manyClassesHaveATopFive() {
        List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");
        float[] falling = {0.3f, 0.2f, 0.15f, 0.12f, 0.1f, 0.08f, 0.05f};
        List<ScoredPhoto> scored = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            scored.add(new ScoredPhoto(Path.of("p" + label), label, falling));
        }

        assertThat(Evaluation.of(labels, scored).top5Accuracy()).isEqualTo(5.0 / 7);
        assertThat(Evaluation.of(SURFACES, six()).top5Accuracy()).isNull();
    }

    @Test
    void whatCannotBeSaidIsLeftOutOfJson() {
        JsonNode nothing = Json.mapper().valueToTree(Evaluation.of(List.of("cat", "dog"), List.of()));
        JsonNode onlyDogs = Json.mapper().valueToTree(Evaluation.of(List.of("cat", "dog"), List.of(two(1, 0.8))));

        assertThat(nothing.fieldNames())
                .toIterable()
                .containsExactly("count", "accuracy", "classes", "confusion", "reliability");
        assertThat(onlyDogs.fieldNames())
                .toIterable()
                .containsExactly(
                        "count",
                        "accuracy",
                        "classes",
                        "confusion",
                        "accuracyInterval",
                        "macro",
                        "weighted",
                        "logLoss",
                        "ece",
                        "reliability");
        assertThat(nothing + " " + onlyDogs).doesNotContain("NaN").doesNotContain("null");
    }

    @Test
    void aManifestGetsTheFiguresByName() {
        Evaluation evaluation = Evaluation.of(List.of("cat", "dog"), List.of(two(1, 0.8), two(0, 0.3)));

        assertThat(evaluation.metrics()).containsOnlyKeys("accuracy", "f1.macro", "logLoss", "ece", "rocAuc");
        assertThat(evaluation.metrics()).containsEntry("accuracy", 1.0).containsEntry("f1.macro", 1.0);
        assertThat(Evaluation.of(SURFACES, List.of()).metrics()).isEmpty();
    }

    @Test
    void scoresOfAnotherModelAreNamed() {
        assertThatThrownBy(() -> Evaluation.of(SURFACES, List.of(two(1, 0.5))))
                .hasMessageContaining("photo-1")
                .hasMessageContaining("2 probabilities")
                .hasMessageContaining("dent");
    }

    private static List<ScoredPhoto> six() {
        return List.of(three(0, 0), three(0, 0), three(0, 0), three(0, 1), three(1, 1), three(1, 0));
    }

    private static ScoredPhoto three(int label, int predicted) {
        float[] probabilities = {0.1f, 0.1f, 0.1f};
        probabilities[predicted] = 0.8f;
        return new ScoredPhoto(Path.of("photo"), label, probabilities);
    }

    private static ScoredPhoto two(int label, double second) {
        return new ScoredPhoto(Path.of("photo-" + label), label, new float[] {(float) (1 - second), (float) second});
    }
}
