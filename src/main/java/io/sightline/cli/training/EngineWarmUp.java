package io.sightline.cli.training;

import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import java.nio.file.Path;
import java.util.List;

/** Starts TensorFlow and lets the JVM compile the decoder, so that this is not in the first contender's time. */
final class EngineWarmUp {
    private static final int PICTURES = 64;
    private static final int BATCH = 16;

    private EngineWarmUp() {}

    /** Sends some pictures of a data set through a backbone; what comes of them is not kept. */
    static void run(PretrainedBackbone backbone, Path data) {
        List<Path> files = ImageFolder.scan(data).photos().stream()
                .limit(PICTURES)
                .map(Photo::file)
                .toList();
        try (FrozenNetwork network = new FrozenNetwork(backbone.network());
                PhotoReader reader = new PhotoReader(backbone.imageSize(), true)) {
            reader.read(files, BATCH, (first, batch, pictures) -> network.outputs(pictures));
        }
    }
}
