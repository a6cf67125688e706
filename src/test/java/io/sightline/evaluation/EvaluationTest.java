package io.sightline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void countsWhatWasTakenForWhat() {
        Evaluation evaluation =
                Evaluation.of(List.of("clean", "rust", "dent"), List.of(0, 0, 0, 0, 1, 1), List.of(0, 0, 0, 1, 1, 0));

        assertThat(evaluation.count()).isEqualTo(6);
        assertThat(evaluation.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(evaluation.confusion()).containsExactly(List.of(3, 1, 0), List.of(1, 1, 0), List.of(0, 0, 0));
        assertThat(evaluation.classes())
                .containsExactly(
                        new Evaluation.ClassFigures("clean", 0.75, 0.75, 0.75, 4),
                        new Evaluation.ClassFigures("rust", 0.5, 0.5, 0.5, 2),
                        new Evaluation.ClassFigures("dent", 0, 0, 0, 0));
    }
}
