package io.sightline.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MobileNetV2 in widths of which {@code BackboneParityTest} has no reference. */
class MobileNetV2Test {

    @ParameterizedTest(name = "alpha {0}: {1} parameters, {2} trainable")
    @CsvSource({"1.4, 4363712, 4315776"})
    void aWiderOneHasAsManyParametersAsKerasCounts(double alpha, long parameters, long trainable) {
        Architecture network = Backbone.MOBILENET_V2.architecture(alpha, 224);

        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.trainableParameters()).isEqualTo(trainable);
    }
}
