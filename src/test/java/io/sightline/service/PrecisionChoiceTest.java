package io.sightline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.model.Bundle;
import io.sightline.model.Precision;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.ServingModel;
import io.sightline.model.TestModels;
import io.sightline.pipeline.BatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator sets engine.precision; what a model is served with is said, with the reason. */
class PrecisionChoiceTest {
    private static final BatchSettings BATCHES = new BatchSettings(2, Duration.ZERO, 1, false);

    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void aModel() {
        bundle = TestModels.write(folder, "ok", "dent");
    }

    @Test
    void autoStaysWithFloat32ForAModelNothingIsKnownOf() {
        assertThat(served("auto", true)).isEqualTo(Precision.FLOAT32);
        assertThat(reason("auto", true)).contains("sightline evaluate", "--precision");
    }

    @Test
    void autoStaysWithFloat32ForAModelThatChangesTooMuch() throws IOException {
        new PrecisionFigures(500, 0.84, 0.9, 0.88).write(bundle.folder());

        assertThat(served("auto", true)).isEqualTo(Precision.FLOAT32);
        assertThat(reason("auto", true)).contains("only 84.00 % of 500 pictures");
    }

    @Test
    void autoTriesBothForAModelThatHardlyChangesAndTakesTheFaster() throws IOException {
        new PrecisionFigures(500, 1, 0.9, 0.899).write(bundle.folder());
        PrecisionChoice choice = new PrecisionChoice("auto", true);

        try (ServingModel model = choice.load(bundle, BATCHES, true)) {
            assertThat(choice.last().reason())
                    .contains("times as fast as float32 here")
                    .contains("100.00 % of 500 pictures keep their label, and 89.90 % are right (float32: 90.00 %)");
            assertThat(choice.last().precision()).isEqualTo(model.precision().id());
            assertThat(model.classify(TestModels.pictures(2)))
                    .as("the one that was chosen is open")
                    .hasSize(2);
        }
    }

    @Test
    void withoutTheInstructionsAutoIsFloat32() throws IOException {
        new PrecisionFigures(500, 1, 0.9, 0.9).write(bundle.folder());

        assertThat(served("auto", false)).isEqualTo(Precision.FLOAT32);
        assertThat(reason("auto", false)).contains("no instructions");
    }

    @Test
    void whoAsksForBfloat16GetsIt() {
        assertThat(served("bfloat16", true)).isEqualTo(Precision.BFLOAT16);
        assertThat(served("float32", true)).isEqualTo(Precision.FLOAT32);
        assertThat(reason("bfloat16", false)).contains("no instructions");
    }

    @Test
    void aRetrainedHeadSharesALoadedBackboneOnlyIfItsFiguresAllowThat() throws IOException {
        PrecisionChoice auto = new PrecisionChoice("auto", true);
        assertThat(auto.allows(Precision.FLOAT32, bundle)).isTrue();
        assertThat(auto.allows(Precision.BFLOAT16, bundle)).isFalse();
        assertThat(new PrecisionChoice("bfloat16", true).allows(Precision.BFLOAT16, bundle))
                .isTrue();

        new PrecisionFigures(500, 1, 0.9, 0.9).write(bundle.folder());
        assertThat(auto.allows(Precision.BFLOAT16, bundle)).isTrue();
    }

    private Precision served(String setting, boolean possible) {
        try (ServingModel model = new PrecisionChoice(setting, possible).load(bundle, BATCHES, true)) {
            return model.precision();
        }
    }

    private String reason(String setting, boolean possible) {
        PrecisionChoice choice = new PrecisionChoice(setting, possible);
        choice.load(bundle, BATCHES, true).close();
        return choice.last().reason();
    }
}
