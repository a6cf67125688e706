package io.sightline.cli.common;

import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which pretrained weights; a mixin. */
public final class WeightsOption {
    @Option(
            names = "--weights",
            paramLabel = "FILE|imagenet|starter",
            description =
                    "Weights of the backbone: a Keras .h5 file, ImageNet's (downloaded once), or the small starter"
                            + " that comes with Sightline. Default: imagenet if it can be had, else starter.")
    @Nullable
    String weights;

    /** Loads the weights and says on stderr which they are. */
    public PretrainedBackbone load(BackboneOptions options, PrintWriter err) {
        try (Progress progress = new Progress("Weights", -1)) {
            PretrainedBackbones backbones = new PretrainedBackbones(
                    new OfficialWeights(), progress::at, notice -> err.println("Note: " + notice));
            PretrainedBackbone found = find(backbones, options);
            err.println(BackboneOptions.describe(found));
            err.flush();
            return found;
        }
    }

    private PretrainedBackbone find(PretrainedBackbones backbones, BackboneOptions options) {
        if (weights == null) {
            return backbones.best(options.backbone, options.alpha, options.imageSize);
        }
        return switch (weights) {
            case "imagenet" -> backbones.imageNet(options.backbone, options.alpha, options.imageSize);
            case "starter" -> backbones.starter(options.backbone, options.alpha, options.imageSize);
            default -> backbones.file(Path.of(weights), options.backbone, options.alpha, options.imageSize);
        };
    }
}
