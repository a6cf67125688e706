package io.sightline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.model.Bundle;
import io.sightline.model.Precision;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.ServingModel;
import io.sightline.model.TestModels;
import io.sightline.pipeline.BatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    void autoTriesBothForAModelThatHardlyChangesAndTakesWhatIsFasterByATenth() throws IOException {
        new PrecisionFigures(500, 1, 0.9, 0.899).write(bundle.folder());
        PrecisionChoice faster = choice("auto", true, 1.11);

        try (ServingModel model = faster.load(bundle, BATCHES, true)) {
            assertThat(model.precision()).isEqualTo(Precision.BFLOAT16);
            assertThat(faster.last())
                    .isEqualTo(new PrecisionChoice.Choice(
                            "bfloat16",
                            "bfloat16 is 1.11 times as fast as float32 here; 100.00 % of 500 pictures keep their label,"
                                    + " and 89.90 % are right (float32: 90.00 %)"));
            assertThat(model.classify(TestModels.pictures(2)))
                    .as("the one that was chosen is open")
                    .hasSize(2);
        }
        try (ServingModel model = choice("auto", true, 1.09).load(bundle, BATCHES, true)) {
            assertThat(model.precision()).isEqualTo(Precision.FLOAT32);
        }
    }

    @Test
    void laterModelsTakeWhatWasFasterAtTheStart() throws IOException {
        new PrecisionFigures(500, 1, 0.9, 0.9).write(bundle.folder());
        for (double gain : new double[] {0.9, 1.8}) {
            PrecisionChoice choice = choice("auto", true, gain);
            choice.load(bundle, BATCHES, true).close();

            try (ServingModel next = choice.load(bundle, BATCHES, false)) {
                assertThat(next.precision()).isEqualTo(gain > 1 ? Precision.BFLOAT16 : Precision.FLOAT32);
                assertThat(choice.last().reason()).contains("at the start");
            }
        }
    }

    @Test
    void whatIsFasterIsMeasured() throws IOException {
        new PrecisionFigures(500, 1, 0.9, 0.9).write(bundle.folder());
        PrecisionChoice choice = new PrecisionChoice(new Settings(Map.of(Settings.ENGINE_PRECISION, "auto")));

        try (ServingModel model = choice.load(bundle, BATCHES, true)) {
            assertThat(choice.last().precision()).isEqualTo(model.precision().id());
            assertThat(choice.last().reason()).containsAnyOf("times as fast as float32 here", "no instructions");
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
        PrecisionChoice auto = choice("auto", true, 1);
        assertThat(auto.allows(Precision.FLOAT32, bundle)).isTrue();
        assertThat(auto.allows(Precision.BFLOAT16, bundle)).isFalse();
        assertThat(choice("bfloat16", true, 1).allows(Precision.BFLOAT16, bundle))
                .isTrue();

        new PrecisionFigures(500, 1, 0.9, 0.9).write(bundle.folder());
        assertThat(auto.allows(Precision.BFLOAT16, bundle)).isTrue();
    }

    /** @param gain how many times as fast bfloat16 is */
    private static PrecisionChoice choice(String setting, boolean possible, double gain) {
        return new PrecisionChoice(
                setting, possible, (model, batches) -> model.precision() == Precision.BFLOAT16 ? 100 * gain : 100);
    }

    private Precision served(String setting, boolean possible) {
        try (ServingModel model = choice(setting, possible, 1).load(bundle, BATCHES, true)) {
            return model.precision();
        }
    }

    private String reason(String setting, boolean possible) {
        PrecisionChoice choice = choice(setting, possible, 1);
        choice.load(bundle, BATCHES, true).close();
        return choice.last().reason();
    }
}
