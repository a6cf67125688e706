package io.sightline.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Network;
import io.sightline.cnn.Shared;
import io.sightline.cnn.WeightSpec;
import io.sightline.cnn.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KerasWeightsTest {
    private static final Architecture SMALL = Backbone.MOBILENET_V2.architecture(0.35, 96);

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        Path file = folder.resolve("mine.weights.h5");
        Network network = DeterministicWeights.network(SMALL);

        KerasWeights.write(file, network);

        assertSame(KerasWeights.read(file, SMALL), network.weights());
    }

    @Test
    void readsTheOfficialLayoutAndKeras3sAlike() {
        Weights official = KerasWeights.read(Shared.file("weights/mobilenet_v2_0.35_224_no_top.h5"), SMALL);
        Weights keras3 =
                KerasWeights.read(Shared.file("weights/mobilenet_v2_0.35_224_no_top.keras3.weights.h5"), SMALL);

        assertSame(keras3, official);
    }

    @Test
    void readsAFileWithTopForTheNetworkWithoutIt() {
        Architecture noTop = Backbone.MOBILENET_V2.architecture(1.0, 224);

        assertSame(
                KerasWeights.read(Shared.file("weights/mobilenet_v2_1.0_224.h5"), noTop),
                KerasWeights.read(Shared.file("weights/mobilenet_v2_1.0_224_no_top.h5"), noTop));
    }

    @Test
    void aFileWithTopWrittenHereFitsTheNetworkWithoutIt() {
        Path file = folder.resolve("with-top.weights.h5");
        Network withTop = DeterministicWeights.network(Backbone.MOBILENET_V2.architectureWithTop(0.35, 96, 3));

        KerasWeights.write(file, withTop);

        assertThat(KerasWeights.read(file, SMALL).values("Conv1", "kernel"))
                .isEqualTo(withTop.weights().values("Conv1", "kernel"));
        assertThat(KerasWeights.read(file, withTop.architecture()).values("predictions", "bias"))
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESNET50", "INCEPTION_V3"})
    void readsAFileWithTopInTheOfficialLayoutForTheNetworkWithoutIt(Backbone backbone) {
        Path file = folder.resolve("official.h5");
        Network withTop = DeterministicWeights.network(backbone.architectureWithTop(1.0, 96, 10));
        OfficialLayoutFile.write(file, withTop);

        Architecture noTop = backbone.architecture(1.0, 96);

        assertSame(KerasWeights.read(file, noTop), withTop.as(noTop).weights());
        assertThat(KerasWeights.read(file, withTop.architecture()).values("predictions", "bias"))
                .isEqualTo(withTop.weights().values("predictions", "bias"));
    }

    @Test
    void saysWhenAFileLacksTheTopThatIsNeeded() {
        Path file = folder.resolve("official-notop.h5");
        OfficialLayoutFile.write(file, DeterministicWeights.network(SMALL));

        assertThatThrownBy(() -> KerasWeights.read(file, Backbone.MOBILENET_V2.architectureWithTop(0.35, 96, 1000)))
                .hasMessageContaining("official-notop.h5")
                .hasMessageContaining("without the top");
    }

    @Test
    void namesTheLayerAndTheShapesWhenAFileIsForAnotherWidth() {
        Path file = folder.resolve("mine.weights.h5");
        KerasWeights.write(file, DeterministicWeights.network(SMALL));

        assertThatThrownBy(() -> KerasWeights.read(file, Backbone.MOBILENET_V2.architecture(1.0, 224)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("mine.weights.h5")
                .hasMessageContaining("Conv1")
                .hasMessageContaining("[3, 3, 3, 16]")
                .hasMessageContaining("[3, 3, 3, 32]");
    }

    @Test
    void namesTheLayerThatAFileLacks() {
        Path file = folder.resolve("no-top.weights.h5");
        KerasWeights.write(file, DeterministicWeights.network(SMALL));

        assertThatThrownBy(() -> KerasWeights.read(file, Backbone.MOBILENET_V2.architectureWithTop(0.35, 96, 3)))
                .hasMessageContaining("predictions");
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNone() throws IOException {
        Path text = Files.writeString(folder.resolve("page.h5"), "<html>not found</html>");

        assertThatThrownBy(() -> KerasWeights.read(text, SMALL))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("page.h5")
                .hasMessageContaining("HDF5");
        assertThatThrownBy(() -> KerasWeights.read(folder.resolve("none.h5"), SMALL))
                .hasMessageContaining("none.h5");
    }

    private static void assertSame(Weights actual, Weights expected) {
        assertThat(actual.specs()).isEqualTo(expected.specs());
        for (WeightSpec spec : expected.specs()) {
            assertThat(actual.values(spec)).as(spec.toString()).isEqualTo(expected.values(spec));
        }
    }
}
