package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeadTest {
    private static final Head SURE = new Head(new float[] {1}, new float[] {0});

    @Test
    void theSmallerProbabilityOfTwoIsExactHoweverSmall() {
        assertThat(SURE.probabilities(new float[] {40})[0]).isCloseTo((float) Math.exp(-40), within(1e-23f));
        assertThat(SURE.probabilities(new float[] {-40})[1]).isCloseTo((float) Math.exp(-40), within(1e-23f));
        assertThat(SURE.probabilities(new float[] {1000})).containsExactly(0, 1);
        assertThat(SURE.probabilities(new float[] {-1000})).containsExactly(1, 0);
    }

    @Test
    void aTemperatureMovesProbabilitiesButNotTheirOrder() {
        Head three = new Head(new float[] {3, 1, 0}, new float[] {0, 0.5f, 0});
        float[] plain = three.probabilities(new float[] {1});
        float[] warm = three.tempered(2).probabilities(new float[] {1});

        assertThat(warm[0]).isLessThan(plain[0]).isGreaterThan(warm[1]);
        assertThat(warm[1]).isGreaterThan(warm[2]);
        assertThat(three.tempered(1).probabilities(new float[] {1})).containsExactly(plain);
        assertThatThrownBy(() -> three.tempered(0)).hasMessageContaining("temperature is 0.0");
        assertThatThrownBy(() -> three.tempered(Double.NaN)).hasMessageContaining("temperature is NaN");
    }
}
