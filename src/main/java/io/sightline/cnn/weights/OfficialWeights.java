package io.sightline.cnn.weights;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import io.sightline.config.CacheDirectory;
import io.sightline.download.DownloadProgress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ImageNet weights that Keras' authors publish, downloaded once into the cache and checked by the
 * MD5 that Keras has for them.
 *
 * <p>Keras publishes no checksum for MobileNetV2: a wrong first download fails by its shapes. For all
 * of them the SHA-256 of the first download is kept beside the file and checked at each later load, so
 * that a file damaged since is found.
 */
public final class OfficialWeights {
    private static final URI BASE = URI.create("https://storage.googleapis.com/tensorflow/keras-applications/");

    private final URI base;
    private final Path folder;

    /** Weights from Keras' own address, kept in {@link CacheDirectory}{@code /weights}. */
    public OfficialWeights() {
        this(BASE, CacheDirectory.path().resolve("weights"));
    }

    /**
     * Weights from elsewhere: a mirror, or a test's server.
     *
     * @param base what stands before {@code mobilenet_v2/}; ends in a slash
     * @param folder where files are kept
     */
    public OfficialWeights(URI base, Path folder) {
        this.base = base;
        this.folder = folder;
    }

    /** Whether the file for a backbone without top has been downloaded already. */
    public boolean cached(Backbone kind, double alpha, int imageSize) {
        return Files.isRegularFile(
                folder.resolve(OfficialFile.of(kind, alpha, imageSize, false).name()));
    }

    /**
     * Loads the weights for a backbone, downloading them first where needed.
     *
     * @throws WeightsException if there are none for this width, they cannot be downloaded, or the file
     *     is not what Keras publishes or is damaged
     */
    public PretrainedBackbone load(Backbone kind, double alpha, int imageSize, DownloadProgress progress) {
        return load(kind, alpha, imageSize, false, progress);
    }

    /** Loads a backbone with the top that tells ImageNet's 1000 classes apart; else as {@link #load}. */
    public PretrainedBackbone loadWithTop(Backbone kind, double alpha, int imageSize, DownloadProgress progress) {
        return load(kind, alpha, imageSize, true, progress);
    }

    private PretrainedBackbone load(
            Backbone kind, double alpha, int imageSize, boolean top, DownloadProgress progress) {
        Architecture architecture = top
                ? kind.architectureWithTop(alpha, imageSize, ImageNetClasses.COUNT)
                : kind.architecture(alpha, imageSize);
        if (!kind.officialAlphas().contains(alpha)) {
            throw new WeightsException("there are no ImageNet weights for " + kind.id() + " with alpha " + alpha
                    + "; there are for " + kind.officialAlphas() + ". Or give --weights FILE");
        }
        OfficialFile official = OfficialFile.of(kind, alpha, imageSize, top);
        Path file = OfficialDownload.fetch(
                base.resolve(official.path()),
                folder.resolve(official.name()),
                official.md5(),
                "--weights FILE",
                progress);
        return new PretrainedBackbone(
                kind,
                alpha,
                imageSize,
                new Network(architecture, KerasWeights.read(file, architecture)),
                "ImageNet weights of Keras, " + official.name());
    }
}
