package io.sightline.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MobileNetV2 is Keras' MobileNetV2: same layers, same weights, same numbers. */
class MobileNetV2Test {

    @ParameterizedTest(name = "alpha {0}: {1} parameters, {2} trainable")
    @CsvSource({"0.35, 410208, 396128", "1.0, 2257984, 2223872", "1.4, 4363712, 4315776"})
    void hasAsManyParametersAsKerasCounts(double alpha, long parameters, long trainable) {
        Architecture network = Backbone.MOBILENET_V2.architecture(alpha, 224);

        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.trainableParameters()).isEqualTo(trainable);
    }

    @Test
    void withTopItHasTheParametersOfTheImageNetClassifier() {
        assertThat(Backbone.MOBILENET_V2.architectureWithTop(1.0, 224, 1000).parameters())
                .isEqualTo(3_538_984);
    }

    @ParameterizedTest
    @CsvSource({"0.35", "1.0"})
    void listsLayersAndWeightsInTheOrderOfKeras(String alpha) throws IOException {
        JsonNode keras = new ObjectMapper()
                .readTree(Shared.file("parity/mobilenet_v2_" + alpha + ".layers.json")
                        .toFile());

        List<String> expected = new ArrayList<>();
        for (JsonNode layer : keras) {
            for (JsonNode weight : layer.get("weights")) {
                expected.add(layer.get("layer").asText() + " "
                        + layer.get("kind").asText() + " " + weight.get("name").asText() + weight.get("shape"));
            }
        }
        List<String> ours = new ArrayList<>();
        for (Layer layer : Backbone.MOBILENET_V2
                .architecture(Double.parseDouble(alpha), 224)
                .layers()) {
            for (WeightSpec weight : layer.weights()) {
                ours.add(layer.name() + " " + layer.type().kerasName() + " " + weight.name()
                        + weight.shape().toString().replace(" ", ""));
            }
        }
        assertThat(ours).isEqualTo(expected);
    }

    @Test
    void computesTheFeaturesThatKerasComputes() throws IOException {
        JsonNode references = new ObjectMapper()
                .readTree(Shared.file("parity/reference_features.json").toFile());
        int compared = 0;
        for (JsonNode reference : references) {
            if (!reference.get("backbone").asText().equals("mobilenet_v2")) {
                continue;
            }
            int size = reference.get("input_size").asInt();
            float[] features = features(reference.get("alpha").asDouble(), size, true);

            JsonNode first = reference.get("first_16");
            for (int i = 0; i < first.size(); i++) {
                assertThat((double) features[i]).isCloseTo(first.get(i).asDouble(), within(1e-4));
            }
            assertThat(norm(features)).isCloseTo(reference.get("l2_norm").asDouble(), within(1e-3));
            assertThat(indexOfMax(features))
                    .isEqualTo(reference.get("index_of_max").asInt());
            compared++;
        }
        assertThat(compared).isEqualTo(2);
    }

    /** Numbers of Keras 3 for the formula's weights and picture, kept here for machines without the files. */
    @Test
    void computesKerasNumbersForTheFormulaWeights() {
        float[] features = features(0.35, 96, true);

        assertThat(norm(features)).isCloseTo(79.54743920496247, within(1e-3));
        assertThat(indexOfMax(features)).isEqualTo(798);
    }

    @Test
    void foldingBatchNormalizationChangesNothing() {
        float[] folded = features(0.35, 65, true);
        float[] unfolded = features(0.35, 65, false);

        assertThat(norm(folded)).isGreaterThan(1);
        for (int i = 0; i < folded.length; i++) {
            assertThat(folded[i]).isCloseTo(unfolded[i], within(2e-4f));
        }
    }

    @Test
    void refusesPicturesTooSmallAndWidthsOfNothing() {
        assertThatThrownBy(() -> Backbone.MOBILENET_V2.architecture(1.0, 31))
                .hasMessageContaining("31")
                .hasMessageContaining("32");
        assertThatThrownBy(() -> Backbone.MOBILENET_V2.architecture(0, 224)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> Backbone.named("alexnet")).hasMessageContaining("mobilenet_v2");
    }

    private static float[] features(double alpha, int size, boolean folded) {
        Network network = DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(alpha, size));
        try (FrozenNetwork frozen = new FrozenNetwork(network, folded)) {
            return frozen.outputs(List.of(DeterministicWeights.picture(size)))[0];
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static int indexOfMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
