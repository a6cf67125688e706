package io.sightline.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.model.Head;
import org.junit.jupiter.api.Test;

class StandardizationTest {
    private final Points train = new Points(3);

    StandardizationTest() {
        train.add(new float[] {1, 100, 7}, 0);
        train.add(new float[] {3, 300, 7}, 1);
        train.add(new float[] {5, 500, 7}, 2);
    }

    @Test
    void largeAndSmallNumbersCountAlikeAndAConstantForNothing() {
        Standardization standardization = Standardization.of(train, train.photos());

        assertThat(standard(standardization, 1, 100, 7))
                .containsExactly(new float[] {-1.2247f, -1.2247f, 0}, within(1e-3f));
        assertThat(standard(standardization, 3, 300, 7)).containsExactly(new float[] {0, 0, 0}, within(1e-3f));
        assertThat(standard(standardization, 5, 500, 7))
                .containsExactly(new float[] {1.2247f, 1.2247f, 0}, within(1e-3f));
    }

    @Test
    void theFoldedHeadSaysOfPlainFeaturesWhatTheTrainedOneSaidOfStandardizedOnes() {
        Standardization standardization = Standardization.of(train, train.photos());
        Head trained = new Head(new float[] {1, -1, 0.5f, -0.5f, 0, 0.25f, 2, -2, 1}, new float[] {0.1f, 0, -0.1f});

        Head folded = standardization.fold(trained);

        assertThat(folded.probabilities(new float[] {2, 450, 7.001f}))
                .containsExactly(trained.probabilities(standard(standardization, 2, 450, 7.001f)), within(1e-4f));
    }

    private static float[] standard(Standardization standardization, float... values) {
        float[] standard = new float[values.length];
        for (int f = 0; f < values.length; f++) {
            standard[f] =
                    (values[f] - standardization.mean()[f]) / standardization.deviation()[f];
        }
        return standard;
    }
}
