package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Pixels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does where a graph cannot be run is a failure of that run, and the next one works. */
class PickyModelTest {
    private static final int SIZE = 8;
    private static final Pixels GREEN = picture(0, 200, 0);

    @TempDir
    Path folder;

    @Test
    void whatTheEngineCannotRunIsSaidAndTheNextBatchRuns() throws Exception {
        try (Classifier model = SavedModelClassifier.load(PickyModel.write(folder, SIZE))) {
            assertThat(model.classify(List.of(GREEN, GREEN))).hasSize(2);
            assertThatThrownBy(() -> model.classify(List.of(GREEN, picture(0, 0, 255))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("failed on a batch of 2", "it is blue");
            assertThatThrownBy(() -> model.classify(List.of(GREEN, picture(255, 255, 255))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("OOM when allocating");
            assertThat(model.classify(List.of(GREEN)).get(0)).hasSize(2);
        }
    }

    private static Pixels picture(float red, float green, float blue) {
        float[] rgb = new float[SIZE * SIZE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = red;
            rgb[i + 1] = green;
            rgb[i + 2] = blue;
        }
        return new Pixels(rgb, SIZE, SIZE);
    }
}
