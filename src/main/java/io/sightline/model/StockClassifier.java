package io.sightline.model;

import io.sightline.cnn.weights.PretrainedBackbone;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A classifier as its weights come, with nothing trained: the network's last dense layer becomes the
 * head, what stands before it the backbone. The features of such a bundle are what that layer takes,
 * for VGG the output of {@code fc2}.
 */
public final class StockClassifier {
    /** What such a bundle's manifest names as its strategy. */
    public static final String STRATEGY = "imagenet";

    private StockClassifier() {}

    /**
     * Writes the next version of a model.
     *
     * @param folder of the model's versions; made if absent
     * @param name the model's name
     * @param classifier a backbone with its top
     * @param labels the classes in the order of the top's outputs
     * @throws ModelException if it cannot be written
     * @throws IllegalArgumentException if the network does not end in a softmax layer, or there is not
     *     one label for each of its outputs
     */
    public static Bundle write(Path folder, String name, PretrainedBackbone classifier, List<String> labels) {
        Head head = Head.lastLayerOf(classifier.network());
        Manifest manifest = new Manifest(
                name,
                0,
                classifier.kind().id(),
                classifier.alpha(),
                classifier.imageSize(),
                labels,
                true,
                Map.of(),
                null,
                Map.of("strategy", STRATEGY),
                null,
                classifier.origin(),
                null,
                Clock.systemUTC().instant(),
                "");
        return new BundleWriter(folder)
                .write(
                        classifier
                                .network()
                                .as(classifier.network().architecture().withoutLastLayer()),
                        head,
                        manifest);
    }
}
