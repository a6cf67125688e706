package io.sightline.cnn.weights;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.download.DownloadProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds pretrained weights: ImageNet's, the starter's, or those of a file. What is not asked for
 * (null) is chosen: alpha 1.0 and the backbone's own picture size, or the starter's.
 */
public final class PretrainedBackbones {
    private final OfficialWeights official;
    private final DownloadProgress progress;
    private final Consumer<String> notice;

    /**
     * Prepares to find weights.
     *
     * @param official where ImageNet weights come from
     * @param progress is told of a download
     * @param notice is told, in a sentence, when the default falls back to the starter weights
     */
    public PretrainedBackbones(OfficialWeights official, DownloadProgress progress, Consumer<String> notice) {
        this.official = official;
        this.progress = progress;
        this.notice = notice;
    }

    /**
     * ImageNet weights if they are in the cache or can be downloaded, else the starter weights.
     *
     * @throws WeightsException if neither can be had
     */
    public PretrainedBackbone best(Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        try {
            return imageNet(kind, alpha, imageSize);
        } catch (WeightsException noImageNet) {
            boolean fits = StarterWeights.present()
                    && StarterWeights.backbone() == kind
                    && (alpha == null || alpha == StarterWeights.alpha());
            if (!fits) {
                throw noImageNet;
            }
            notice.accept("no ImageNet weights (" + noImageNet.getMessage() + "); taking the starter weights");
            return starter(kind, alpha, imageSize);
        }
    }

    /** The ImageNet weights; see {@link OfficialWeights#load}. */
    public PretrainedBackbone imageNet(Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        return official.load(
                kind, alpha == null ? 1.0 : alpha, imageSize == null ? kind.defaultImageSize() : imageSize, progress);
    }

    /**
     * The weights that come with Sightline.
     *
     * @throws WeightsException if there are none for this backbone and width
     */
    public PretrainedBackbone starter(Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        if (StarterWeights.backbone() != kind || (alpha != null && alpha != StarterWeights.alpha())) {
            throw new WeightsException(
                    "the starter weights are for " + StarterWeights.backbone().id() + " with alpha "
                            + StarterWeights.alpha() + "; leave --alpha out, or give --weights imagenet or FILE");
        }
        return StarterWeights.load(imageSize == null ? StarterWeights.imageSize() : imageSize);
    }

    /** ImageNet's weights with the top of its 1000 classes; see {@link OfficialWeights#loadWithTop}. */
    public PretrainedBackbone imageNetWithTop(Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        return official.loadWithTop(
                kind, alpha == null ? 1.0 : alpha, imageSize == null ? kind.defaultImageSize() : imageSize, progress);
    }

    /**
     * The weights of a Keras file. If no width is asked for, it is the one among the official widths
     * that the file fits.
     *
     * @throws WeightsException if the file cannot be read or does not fit
     */
    public PretrainedBackbone file(Path file, Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        return file(file, kind, alpha, imageSize, kind::architecture);
    }

    /** The weights of a Keras file with the top of ImageNet's 1000 classes; else as {@link #file}. */
    public PretrainedBackbone fileWithTop(
            Path file, Backbone kind, @Nullable Double alpha, @Nullable Integer imageSize) {
        return file(
                file,
                kind,
                alpha,
                imageSize,
                (width, side) -> kind.architectureWithTop(width, side, ImageNetClasses.COUNT));
    }

    private static PretrainedBackbone file(
            Path file,
            Backbone kind,
            @Nullable Double alpha,
            @Nullable Integer imageSize,
            BiFunction<Double, Integer, Architecture> network) {
        int side = imageSize == null ? kind.defaultImageSize() : imageSize;
        WeightsException atOne = null;
        for (double width : alpha == null ? kind.officialAlphas() : List.of(alpha)) {
            try {
                Architecture architecture = network.apply(width, side);
                Network read = new Network(architecture, KerasWeights.read(file, architecture));
                return new PretrainedBackbone(kind, width, side, read, String.valueOf(file.getFileName()));
            } catch (WeightsException e) {
                atOne = atOne == null || width == 1.0 ? e : atOne;
            }
        }
        throw atOne == null ? new WeightsException("no widths are known for " + kind.id()) : atOne;
    }
}
