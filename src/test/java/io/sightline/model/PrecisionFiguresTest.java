package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionFiguresTest {
    @TempDir
    Path folder;

    @Test
    void aModelThatKeepsItsLabelsAndItsAccuracyMayBeServedWithBfloat16() {
        assertThat(new PrecisionFigures(592, 1, 0.987, 0.987).objection()).isEmpty();
        assertThat(new PrecisionFigures(1000, 0.995, 0.987, 0.985).objection()).isEmpty();
        assertThat(new PrecisionFigures(1000, 0.996, 0.987, 0.991).objection())
                .as("better by chance")
                .isEmpty();
    }

    @Test
    void otherwiseItSaysWhyNot() {
        assertThat(new PrecisionFigures(99, 1, 1, 1).objection())
                .get()
                .asString()
                .contains("99 pictures only");
        assertThat(new PrecisionFigures(1000, 0.99, 0.9, 0.9).objection())
                .get()
                .asString()
                .contains("only 99.00 % of 1000 pictures keep");
        assertThat(new PrecisionFigures(1000, 0.997, 0.9, 0.897).objection())
                .get()
                .asString()
                .contains("from 90.00 to 89.70 %");
    }

    @Test
    void theFiguresGoWithTheBundle() throws IOException {
        Bundle bundle = TestModels.write(folder, "ok", "dent");
        assertThat(PrecisionFigures.of(bundle)).isEmpty();

        PrecisionFigures figures = new PrecisionFigures(592, 0.998, 0.987, 0.986);
        figures.write(bundle.folder());
        assertThat(PrecisionFigures.of(Bundle.read(folder))).contains(figures);

        Files.writeString(bundle.folder().resolve(PrecisionFigures.FILE), "{");
        assertThatThrownBy(() -> PrecisionFigures.of(bundle))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("precision.json");
    }
}
