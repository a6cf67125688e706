package io.sightline.model;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Network;
import io.sightline.image.Pixels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Small models with the weights of a formula: they load in a moment and always say the same. */
public final class TestModels {
    public static final int SIZE = 32;

    private TestModels() {}

    /** Writes the next version of an untrained model. */
    public static Bundle write(Path folder, String... labels) {
        return new BundleWriter(folder).write(backbone(), head(labels.length), manifest(labels));
    }

    /** Writes the next version of the same model with a head that was trained further. */
    public static Bundle writeRetrained(Path folder, float bias, String... labels) {
        Head head = head(labels.length);
        float[] biases = head.bias().clone();
        biases[0] += bias;
        float[] kernel = head.kernel().clone();
        kernel[0] += bias;
        return new BundleWriter(folder).write(backbone(), new Head(kernel, biases), manifest(labels));
    }

    /** Writes the next version of an untrained model on a backbone of 1280 features. */
    public static Bundle write(Path folder, Network backbone, String... labels) {
        Manifest small = manifest(labels);
        Manifest manifest = new Manifest(
                small.name(),
                small.version(),
                small.backbone(),
                small.alpha(),
                backbone.architecture().height(),
                small.labels(),
                small.orientation(),
                small.metrics(),
                small.calibration(),
                small.training(),
                small.dataHash(),
                small.weightsOrigin(),
                small.parentVersion(),
                small.createdAt(),
                small.savedModelSha256());
        return new BundleWriter(folder).write(backbone, head(labels.length), manifest);
    }

    /** So many equal pictures of the model's size. */
    public static List<Pixels> pictures(int count) {
        return Collections.nCopies(count, DeterministicWeights.picture(SIZE));
    }

    static Network backbone() {
        return DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, SIZE));
    }

    static Head head(int classes) {
        int units = Head.units(classes);
        float[] kernel = new float[1280 * units];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (i % 7 - 3) * 0.002f;
        }
        float[] bias = new float[units];
        bias[0] = 0.1f;
        return new Head(kernel, bias);
    }

    static Manifest manifest(String... labels) {
        return new Manifest(
                "surfaces",
                0,
                Backbone.MOBILENET_V2.id(),
                0.35,
                SIZE,
                List.of(labels),
                true,
                Map.of("validation.accuracy", 0.5),
                null,
                Map.of("epochs", 3),
                null,
                "formula",
                null,
                Instant.parse("2026-11-24T12:00:00Z"),
                "");
    }
}
