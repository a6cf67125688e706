package io.sightline.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a photograph's bytes to its features, everything together gives what Keras gives. */
class PhotoParityIT {
    private static final Path SHARED = Path.of("../shared");
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({"1.0, 224", "1.0, 160", "0.35, 224", "0.35, 160"})
    void featuresOfPhotosEqualKeras(double alpha, int size) throws Exception {
        Path weights = SHARED.resolve("weights/mobilenet_v2_" + alpha + "_224_no_top.h5");
        Path expectations = SHARED.resolve("parity/photo_features.json");
        assumeTrue(Files.exists(weights) && Files.exists(expectations), "no " + weights + " beside the project");
        Architecture architecture = Backbone.MOBILENET_V2.architecture(alpha, size);
        Network network = new Network(architecture, KerasWeights.read(weights, architecture));

        List<String> wrong = new ArrayList<>();
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
                FrozenNetwork frozen = new FrozenNetwork(network)) {
            for (JsonNode photo : Json.mapper().readTree(expectations.toFile())) {
                Path file = SHARED.resolve("photos").resolve(photo.path("file").asText());
                Pixels pixels = decoder.decode(Files.readAllBytes(file), size, size, false);
                float[] features = frozen.outputs(List.of(pixels))[0];
                JsonNode keras = photo.path("mobilenet_v2_" + alpha + "_" + size);
                assertThat(keras.isMissingNode()).isFalse();
                compare(file, features, keras, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void compare(Path file, float[] features, JsonNode keras, List<String> wrong) {
        double worst = 0;
        for (int i = 0; i < keras.path("first_8").size(); i++) {
            worst = Math.max(
                    worst, Math.abs(features[i] - keras.path("first_8").get(i).asDouble()));
        }
        if (worst > TOLERANCE) {
            wrong.add(file + " differs by " + worst);
        }
        double squares = 0;
        int largest = 0;
        for (int i = 0; i < features.length; i++) {
            squares += features[i] * features[i];
            largest = features[i] > features[largest] ? i : largest;
        }
        assertThat(Math.sqrt(squares)).isCloseTo(keras.path("l2_norm").asDouble(), within(TOLERANCE * 10));
        assertThat(largest).isEqualTo(keras.path("index_of_max").asInt());
    }
}
