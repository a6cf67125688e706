package io.sightline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictionDriftTest {
    private static final int WINDOW = 500;

    private final PredictionDrift drift = new PredictionDrift(WINDOW);
    private final Random random = new Random(7);

    @Test
    void theIndexIsThatOfTheFormula() {
        // (0.7 - 0.5) ln(0.7 / 0.5) + (0.3 - 0.5) ln(0.3 / 0.5)
        assertThat(PopulationStability.index(List.of(5000, 5000), List.of(7000, 3000)))
                .isCloseTo(0.16946, within(1e-4));
        assertThat(PopulationStability.index(List.of(40, 60), List.of(400, 600)))
                .isCloseTo(0, within(1e-4));
        assertThat(PopulationStability.index(List.of(100, 0), List.of(0, 100)))
                .as("an empty bin does not make it infinite")
                .isBetween(5.0, 50.0);
    }

    @Test
    void nothingIsSaidBeforeThereAreTwoFullWindows() {
        see(2 * WINDOW - 1, 0.1, 0.9);
        assertThat(drift.ofLabels()).isNaN();
        assertThat(drift.ofProbabilities()).isNaN();

        see(1, 0.1, 0.9);
        assertThat(drift.ofLabels()).isNotNaN();
        assertThat(drift.ofProbabilities()).isNotNaN();
    }

    @Test
    void theSameStreamDoesNotDrift() {
        see(2 * WINDOW, 0.1, 0.9);

        assertThat(drift.ofLabels()).isLessThan(0.1);
        assertThat(drift.ofProbabilities()).isLessThan(0.1);
    }

    @Test
    void otherLabelsAreDriftAndSureAsBefore() {
        see(WINDOW, 0.1, 0.9);
        see(WINDOW, 0.5, 0.9);

        assertThat(drift.ofLabels()).isGreaterThan(0.25);
        assertThat(drift.ofProbabilities()).isLessThan(0.1);
    }

    @Test
    void aModelThatGetsUnsureDriftsThoughItsLabelsStayTheSame() {
        see(WINDOW, 0.1, 0.9);
        see(WINDOW, 0.1, 0.7);

        assertThat(drift.ofLabels()).isLessThan(0.1);
        assertThat(drift.ofProbabilities()).isGreaterThan(0.25);
    }

    @Test
    void whatHasPassedIsForgotten() {
        see(WINDOW, 0.1, 0.9);
        see(WINDOW, 0.9, 0.5);
        see(WINDOW, 0.1, 0.9);

        assertThat(drift.ofLabels()).isLessThan(0.1);
        assertThat(drift.ofProbabilities()).isLessThan(0.1);
    }

    @Test
    void aThousandClassesAreNoDriftByChance() {
        for (int i = 0; i < 2 * WINDOW; i++) {
            drift.add("class-" + random.nextInt(1000), 0.5);
        }
        assertThat(drift.ofLabels()).isLessThan(0.25);
        assertThat(drift.ofProbabilities()).as("one probability, one bin").isLessThan(0.1);
    }

    private void see(int count, double scratches, double sureness) {
        for (int i = 0; i < count; i++) {
            drift.add(random.nextDouble() < scratches ? "scratch" : "ok", sureness + random.nextDouble() * 0.1);
        }
    }
}
