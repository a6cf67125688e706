package io.sightline.cnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.KerasReference;
import io.sightline.cnn.Layer;
import io.sightline.cnn.LayerType;
import io.sightline.cnn.Network;
import io.sightline.cnn.Shared;
import io.sightline.cnn.WeightSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each backbone is Keras' backbone: same layers, same weights, same numbers. */
class BackboneParityTest {
    private static final double RELATIVE_ERROR = 1e-4;

    private static final List<KerasReference> REFERENCES = KerasReference.ALL;

    @ParameterizedTest
    @FieldSource("REFERENCES")
    void hasAsManyParametersAsKerasCounts(KerasReference keras) {
        assertThat(keras.architecture().parameters()).isEqualTo(keras.parameters());
        assertThat(keras.architecture().trainableParameters()).isEqualTo(keras.trainable());
    }

    @ParameterizedTest
    @CsvSource({
        "VGG16, 224, 138357544",
        "VGG19, 224, 143667240",
        "RESNET50, 224, 25636712",
        "INCEPTION_V3, 299, 23851784",
        "MOBILENET_V2, 224, 3538984"
    })
    void withTopItHasTheParametersOfTheImageNetClassifier(Backbone backbone, int imageSize, long parameters) {
        assertThat(backbone.defaultImageSize()).isEqualTo(imageSize);
        assertThat(backbone.architectureWithTop(1.0, imageSize, 1000).parameters())
                .isEqualTo(parameters);
    }

    @ParameterizedTest
    @FieldSource("REFERENCES")
    void listsLayersAndWeightsInTheOrderOfKeras(KerasReference keras) throws IOException {
        JsonNode list =
                new ObjectMapper().readTree(Shared.file(keras.layersFile()).toFile());

        List<String> expected = new ArrayList<>();
        for (JsonNode layer : list) {
            for (JsonNode weight : layer.get("weights")) {
                expected.add(layer.get("layer").asText() + " "
                        + layer.get("kind").asText() + " " + weight.get("name").asText() + weight.get("shape"));
            }
        }
        List<String> ours = new ArrayList<>();
        for (Layer layer : keras.architecture().layers()) {
            for (WeightSpec weight : layer.weights()) {
                ours.add(layer.name() + " " + layer.type().kerasName() + " " + weight.name()
                        + weight.shape().toString().replace(" ", ""));
            }
        }
        assertThat(ours).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("REFERENCES")
    void computesTheFeaturesThatKerasComputes(KerasReference keras) {
        float[] features = features(DeterministicWeights.network(keras.architecture()), true);

        assertThat(distance(Arrays.copyOf(features, 16), keras.first16()) / norm(keras.first16()))
                .as("relative error of the first 16 features")
                .isLessThanOrEqualTo(RELATIVE_ERROR);
        assertThat(norm(features) / keras.norm()).as("norm").isCloseTo(1, within(RELATIVE_ERROR));
        assertThat(mean(features) / keras.mean()).as("mean").isCloseTo(1, within(RELATIVE_ERROR));
        assertThat(indexOfMax(features)).isEqualTo(keras.indexOfMax());
    }

    @ParameterizedTest
    @CsvSource({"MOBILENET_V2, 0.35, 65", "RESNET50, 1.0, 40", "INCEPTION_V3, 1.0, 75"})
    void foldingBatchNormalizationChangesNothing(Backbone backbone, double alpha, int imageSize) {
        Network network = DeterministicWeights.network(backbone.architecture(alpha, imageSize));

        assertThat(network.folded().architecture().layers())
                .noneMatch(layer -> layer.type() instanceof LayerType.BatchNormalization);
        float[] folded = features(network, true);
        float[] unfolded = features(network, false);
        assertThat(norm(unfolded)).isGreaterThan(1);
        assertThat(distance(folded, unfolded) / norm(unfolded)).isLessThanOrEqualTo(RELATIVE_ERROR);
    }

    @Test
    void theReferencesAreThoseOfTheFile() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(Shared.file("parity/reference_features.json").toFile());

        List<String> expected = new ArrayList<>();
        file.forEach(entry -> expected.add(entry.get("backbone").asText() + " "
                + entry.get("input_size").asInt() + " "
                + entry.get("parameters").asLong() + " "
                + entry.get("l2_norm").asDouble() + " " + entry.get("mean").asDouble() + " "
                + entry.get("index_of_max").asInt() + " "
                + (float) entry.get("first_16").get(15).asDouble()));
        assertThat(KerasReference.ALL)
                .extracting(keras -> keras.backbone().id() + " " + keras.imageSize() + " " + keras.parameters() + " "
                        + keras.norm() + " " + keras.mean() + " " + keras.indexOfMax() + " " + keras.first16()[15])
                .isEqualTo(expected);
    }

    private static float[] features(Network network, boolean folded) {
        try (FrozenNetwork frozen = new FrozenNetwork(network, folded)) {
            return frozen.outputs(List.of(
                    DeterministicWeights.picture(network.architecture().height())))[0];
        }
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static int indexOfMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
