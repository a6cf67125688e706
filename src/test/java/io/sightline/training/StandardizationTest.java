package io.sightline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.model.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizationTest {
    private static final Features TRAIN = new Features(
            List.of(new float[] {1, 100, 7}, new float[] {3, 300, 7}, new float[] {5, 500, 7}), List.of(0, 1, 2));

    private final Standardization standardization = Standardization.of(TRAIN);

    @Test
    void largeAndSmallNumbersCountAlikeAndAConstantForNothing() {
        List<float[]> standard = standardization.apply(TRAIN).values();
        assertThat(standard.get(0)).containsExactly(new float[] {-1.2247f, -1.2247f, 0}, within(1e-3f));
        assertThat(standard.get(1)).containsExactly(new float[] {0, 0, 0}, within(1e-3f));
        assertThat(standard.get(2)).containsExactly(new float[] {1.2247f, 1.2247f, 0}, within(1e-3f));
    }

    @Test
    void theFoldedHeadSaysOfPlainFeaturesWhatTheTrainedOneSaidOfStandardizedOnes() {
        Head trained = new Head(new float[] {1, -1, 0.5f, -0.5f, 0, 0.25f, 2, -2, 1}, new float[] {0.1f, 0, -0.1f});
        Head folded = standardization.fold(trained);
        float[] plain = {2, 450, 7.001f};
        float[] standard = standardization
                .apply(new Features(List.of(plain), List.of(0)))
                .values()
                .get(0);
        assertThat(folded.probabilities(plain)).containsExactly(trained.probabilities(standard), within(1e-4f));
    }
}
