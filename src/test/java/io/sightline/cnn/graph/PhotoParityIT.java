package io.sightline.cnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.cnn.Shared;
import io.sightline.cnn.Weights;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a photo's bytes to features and classes: the numbers that Keras gets with the same weights. */
class PhotoParityIT {
    private static final int CLASSES = 1000;

    @ParameterizedTest(name = "alpha {0}, {1} px")
    @CsvSource({"1.0, 224", "1.0, 160", "0.35, 224", "0.35, 160"})
    void photosHaveTheFeaturesKerasFinds(String alpha, int size) throws IOException {
        Architecture architecture = Backbone.MOBILENET_V2.architecture(Double.parseDouble(alpha), size);
        Weights weights =
                KerasWeights.read(Shared.file("weights/mobilenet_v2_" + alpha + "_224_no_top.h5"), architecture);
        JsonNode photos = photos();

        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
                FrozenNetwork network = new FrozenNetwork(new Network(architecture, weights))) {
            for (JsonNode photo : photos) {
                JsonNode keras = photo.get("mobilenet_v2_" + alpha + "_" + size);
                float[] features = network.outputs(List.of(decoder.decode(bytes(photo), size, size, false)))[0];

                for (int i = 0; i < keras.get("first_8").size(); i++) {
                    assertThat((double) features[i])
                            .as("feature %d of %s", i, photo.get("file"))
                            .isCloseTo(keras.get("first_8").get(i).asDouble(), within(1e-4));
                }
                assertThat(norm(features)).isCloseTo(keras.get("l2_norm").asDouble(), within(1e-3));
                assertThat(ranked(features).get(0))
                        .isEqualTo(keras.get("index_of_max").asInt());
            }
        }
        assertThat(photos).hasSizeGreaterThanOrEqualTo(24);
    }

    @Test
    void photosHaveTheImageNetClassesKerasFinds() throws IOException {
        Architecture architecture = Backbone.MOBILENET_V2.architectureWithTop(1.0, 224, CLASSES);
        Weights weights = KerasWeights.read(Shared.file("weights/mobilenet_v2_1.0_224.h5"), architecture);

        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
                FrozenNetwork network = new FrozenNetwork(new Network(architecture, weights))) {
            for (JsonNode photo : photos()) {
                JsonNode top = photo.get("imagenet_top3");
                float[] probabilities = network.outputs(List.of(decoder.decode(bytes(photo), 224, 224, false)))[0];

                List<Integer> ranked = ranked(probabilities);
                for (int i = 0; i < top.size(); i++) {
                    int index = top.get(i).get(0).asInt();
                    assertThat((double) probabilities[index])
                            .as("class %d of %s", index, photo.get("file"))
                            .isCloseTo(top.get(i).get(1).asDouble(), within(1e-4));
                }
                assertThat(ranked.get(0)).isEqualTo(top.get(0).get(0).asInt());
            }
        }
    }

    private static JsonNode photos() throws IOException {
        return new ObjectMapper()
                .readTree(Shared.file("parity/photo_features.json").toFile());
    }

    private static byte[] bytes(JsonNode photo) throws IOException {
        return Files.readAllBytes(Shared.file("photos/" + photo.get("file").asText()));
    }

    private static double norm(float[] values) {
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum());
    }

    private static List<Integer> ranked(float[] values) {
        Integer[] indices = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(indices, Comparator.comparing((Integer i) -> values[i]).reversed());
        return List.of(indices);
    }
}
