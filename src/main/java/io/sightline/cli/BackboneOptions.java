package io.sightline.cli;

import io.sightline.cnn.Backbone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which backbone. */
final class BackboneOptions {
    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            defaultValue = "mobilenet_v2",
            converter = BackboneConverter.class,
            description = "Convolutional network: ${DEFAULT-VALUE}.")
    Backbone backbone = Backbone.MOBILENET_V2;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Width of the network; ImageNet weights exist for 0.35, 0.5, 0.75, 1.0, 1.3 and 1.4."
                    + " Default: 1.0, or that of the weights.")
    @Nullable
    Double alpha;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "Side of the square that pictures are resized to, at least 32. Default: 224, or that of the"
                    + " starter weights.")
    @Nullable
    Integer imageSize;
}
