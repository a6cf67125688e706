package io.sightline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.KerasReference;
import io.sightline.cnn.Network;
import io.sightline.cnn.graph.Tensors;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.Json;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

/**
 * A bundle of each backbone is a SavedModel like any other and gives, whoever loads it, the
 * probabilities of Keras' features under the bundle's head. The head looks at the 16 features that are
 * known of Keras.
 */
class BackboneBundleTest {
    private static final int CLASSES = 3;
    private static final float TOLERANCE = 1e-5f;

    private static final List<KerasReference> REFERENCES = KerasReference.ALL;

    private static final String SCRIPT = """
            import json, sys
            import tensorflow as tf
            size = int(sys.argv[2])
            y, x, c = tf.meshgrid(tf.range(size), tf.range(size), tf.range(3), indexing="ij")
            picture = tf.cast((7 * y + 13 * x + 29 * c) % 256, tf.float32)[tf.newaxis]
            serve = tf.saved_model.load(sys.argv[1]).signatures["serving_default"]
            print(json.dumps(serve(image=picture)["probabilities"][0].numpy().tolist()))
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("REFERENCES")
    void plainTensorFlowLoadsIt(KerasReference keras) {
        Bundle bundle = write(keras);

        TensorFlowEngine.start();
        try (SavedModelBundle model = SavedModelBundle.load(bundle.folder().toString(), "serve");
                TFloat32 batch = Tensors.batch(List.of(picture(keras)));
                Result result = model.function("serving_default").call(Map.of("image", batch))) {
            TFloat32 probabilities = (TFloat32) result.get("probabilities").orElseThrow();
            TFloat32 features = (TFloat32) result.get("features").orElseThrow();

            assertThat(Tensors.rows(probabilities)[0]).containsExactly(expected(keras), within(TOLERANCE));
            assertThat(features.shape().asArray())
                    .containsExactly(1, keras.architecture().outputs());
        }
        try (Classifier classifier = SavedModelClassifier.load(bundle)) {
            assertThat(classifier.classify(List.of(picture(keras))).get(0))
                    .containsExactly(expected(keras), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @FieldSource("REFERENCES")
    void pythonLoadsIt(KerasReference keras) throws IOException, InterruptedException {
        assumeTrue(run("-c", "import tensorflow").exitCode() == 0, "this machine's python3 has no tensorflow");
        Bundle bundle = write(keras);

        PythonRun run = run("-c", SCRIPT, bundle.folder().toString(), String.valueOf(keras.imageSize()));

        assertThat(run.exitCode()).as(run.out()).isZero();
        String last = run.out().lines().reduce("", (before, line) -> line);
        assertThat(Json.mapper().readValue(last, float[].class)).containsExactly(expected(keras), within(TOLERANCE));
    }

    private record PythonRun(int exitCode, String out) {}

    private static PythonRun run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("python3").redirectErrorStream(true);
        command.command().addAll(List.of(arguments));
        try {
            Process process = command.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new PythonRun(process.waitFor(), out);
        } catch (IOException noPython) {
            return new PythonRun(-1, noPython.toString());
        }
    }

    private Bundle write(KerasReference keras) {
        Architecture architecture = keras.architecture();
        Network network = DeterministicWeights.network(architecture);
        return new BundleWriter(folder).write(network, head(keras), manifest(keras));
    }

    private static Pixels picture(KerasReference keras) {
        return DeterministicWeights.picture(keras.imageSize());
    }

    private static float[] expected(KerasReference keras) {
        float[] features = Arrays.copyOf(keras.first16(), keras.architecture().outputs());
        float[] probabilities = head(keras).probabilities(features);
        for (float probability : probabilities) {
            assertThat(probability).as("a head that is sure of nothing").isBetween(0.05f, 0.9f);
        }
        return probabilities;
    }

    /** Scaled by the largest of the 16 features, so that the logits are around 1. */
    private static Head head(KerasReference keras) {
        float largest = 0;
        for (float feature : keras.first16()) {
            largest = Math.max(largest, feature);
        }
        float[] kernel = new float[keras.architecture().outputs() * CLASSES];
        for (int i = 0; i < keras.first16().length * CLASSES; i++) {
            kernel[i] = (i % 7 - 3) / (3 * largest);
        }
        return new Head(kernel, new float[] {0.1f, 0, -0.1f});
    }

    private static Manifest manifest(KerasReference keras) {
        return new Manifest(
                keras.backbone().id(),
                0,
                keras.backbone().id(),
                keras.alpha(),
                keras.imageSize(),
                List.of("one", "two", "three"),
                true,
                Map.of(),
                null,
                Map.of(),
                null,
                "formula",
                null,
                Instant.parse("2026-11-24T12:00:00Z"),
                "");
    }
}
