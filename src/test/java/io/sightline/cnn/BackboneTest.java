package io.sightline.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneTest {
    @Test
    void isFoundByItsNameInKeras() {
        assertThat(Arrays.stream(Backbone.values()).map(Backbone::id))
                .containsExactly("vgg16", "vgg19", "resnet50", "inception_v3", "mobilenet_v2");
        assertThat(Backbone.named("inception_v3")).isEqualTo(Backbone.INCEPTION_V3);
        assertThatThrownBy(() -> Backbone.named("alexnet"))
                .hasMessageContaining("alexnet")
                .hasMessageContaining("vgg16, vgg19, resnet50, inception_v3, mobilenet_v2");
    }

    @ParameterizedTest
    @CsvSource({"VGG16, 32", "VGG19, 32", "RESNET50, 32", "INCEPTION_V3, 75", "MOBILENET_V2, 32"})
    void takesPicturesDownToTheSizeKerasAllows(Backbone backbone, int smallest) {
        assertThat(backbone.architecture(1.0, smallest).outputs()).isGreaterThanOrEqualTo(512);
        assertThatThrownBy(() -> backbone.architecture(1.0, smallest - 1))
                .hasMessageContaining("image size is " + (smallest - 1))
                .hasMessageContaining(backbone.id() + " needs at least " + smallest);
    }

    @Test
    void onlyMobileNetV2ComesInWidths() {
        assertThatThrownBy(() -> Backbone.RESNET50.architecture(0.5, 224))
                .hasMessageContaining("alpha is 0.5")
                .hasMessageContaining("resnet50 has one width, 1.0")
                .hasMessageContaining("mobilenet_v2");
        assertThatThrownBy(() -> Backbone.MOBILENET_V2.architecture(0, 224)).hasMessageContaining("alpha is 0.0");
    }

    @Test
    void theTopOfVggIsForPicturesOf224Pixels() {
        assertThatThrownBy(() -> Backbone.VGG19.architectureWithTop(1.0, 96, 10))
                .hasMessageContaining("image size is 96")
                .hasMessageContaining("vgg19")
                .hasMessageContaining("exactly 224");
        assertThat(Backbone.RESNET50.architectureWithTop(1.0, 96, 10).outputs()).isEqualTo(10);
    }
}
