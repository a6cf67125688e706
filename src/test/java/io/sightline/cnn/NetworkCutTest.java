package io.sightline.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkCutTest {
    private static final Network MOBILE_NET =
            DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 32));

    @ParameterizedTest(name = "{0} from {1}: cut at {2}")
    @CsvSource({
        "mobilenet_v2, block_16, block_15_add",
        "mobilenet_v2, block_16_project, block_16_depthwise_relu", // no shortcut in this block
        "mobilenet_v2, block_15_project, block_14_add", // within a block with a shortcut: cut below the block
        "mobilenet_v2, Conv_1, block_16_project_BN",
        "mobilenet_v2, 3, block_16_project_BN",
        "vgg16, block5, block4_pool",
        "vgg19, block5_conv3, block5_conv2",
        "resnet50, conv5_block1, conv4_block6_out",
        "resnet50, conv5_block2, conv5_block1_out",
        "inception_v3, mixed8, mixed7",
    })
    void cutsAtTheLastLayerThatEverythingPasses(String backbone, String from, String cut) {
        Backbone kind = Backbone.named(backbone);
        Architecture architecture = kind.architecture(kind == Backbone.MOBILENET_V2 ? 0.35 : 1, 96);

        List<Layer> layers = architecture.layers();
        int at = NetworkCut.lastPassage(layers, UnfreezePoint.index(architecture, from));

        assertThat(layers.get(at).name()).isEqualTo(cut);
    }

    @Test
    void trainsKernelsFromTheLayerOnAndNoBatchNormalization() {
        NetworkCut cut = NetworkCut.of(MOBILE_NET, "block_16");

        assertThat(cut.unfrozen())
                .containsExactlyInAnyOrder("block_16_expand", "block_16_depthwise", "block_16_project", "Conv_1");
        assertThat(cut.trainableParameters())
                .isEqualTo(MOBILE_NET.architecture().layers().stream()
                        .filter(layer -> cut.unfrozen().contains(layer.name()))
                        .mapToLong(Layer::parameters)
                        .sum());
        assertThat(cut.shape()).isEqualTo(List.of(1, 1, 56));
    }

    @Test
    void everyBackboneCanBeUnfrozenFromItsLastStage() {
        for (Backbone backbone : Backbone.values()) {
            Architecture architecture = backbone.architecture(1, 96);
            int first = UnfreezePoint.index(architecture, backbone.lastStage());
            assertThat(first)
                    .as(backbone.id())
                    .isGreaterThan(architecture.layers().size() / 2);
        }
    }

    @Test
    void saysWhichBlocksThereAreWhenThereIsNoSuchLayer() {
        assertThatThrownBy(() -> NetworkCut.of(MOBILE_NET, "block_17"))
                .hasMessageContaining("block_17")
                .hasMessageContaining("block_1, block_2")
                .hasMessageContaining("block_16")
                .hasMessageContaining("sightline summary");
        assertThatThrownBy(() -> NetworkCut.of(MOBILE_NET, "0")).hasMessageContaining("the last 0 layers");
        assertThatThrownBy(() -> NetworkCut.of(MOBILE_NET, "99999999999")).hasMessageContaining("it has 154");
        assertThatThrownBy(() -> NetworkCut.of(MOBILE_NET, "1")).hasMessageContaining("no weights to train");
    }
}
