package io.sightline.cnn;

import io.sightline.config.CacheDirectory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The ImageNet weights that Keras' authors publish, downloaded once into the cache.
 *
 * <p>Keras publishes no checksum for MobileNetV2. So the SHA-256 of the first download is kept beside
 * the file and checked at each later load: it finds a file damaged since, not a wrong first download
 * (that one fails by its shapes).
 */
public final class OfficialWeights {
    private static final URI BASE = URI.create("https://storage.googleapis.com/tensorflow/keras-applications/");
    private static final List<Integer> SIZES = List.of(96, 128, 160, 192, 224);

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

    /** Whether the file for a backbone has been downloaded already. */
    public boolean cached(Backbone kind, double alpha, int imageSize) {
        return Files.isRegularFile(folder.resolve(fileName(kind, alpha, imageSize)));
    }

    /**
     * Loads the weights for a backbone, downloading them first where needed.
     *
     * @throws WeightsException if there are none for this width, they cannot be downloaded, or the file
     *     is damaged
     */
    public PretrainedBackbone load(Backbone kind, double alpha, int imageSize, DownloadProgress progress) {
        Architecture architecture = kind.architecture(alpha, imageSize);
        if (!kind.officialAlphas().contains(alpha)) {
            throw new WeightsException("there are no ImageNet weights for " + kind.id() + " with alpha " + alpha
                    + "; there are for " + kind.officialAlphas() + ". Or give --weights FILE");
        }
        String name = fileName(kind, alpha, imageSize);
        Path file = new Download(base.resolve(kind.id() + "/" + name), folder.resolve(name), Duration.ofSeconds(10))
                .fetch(progress);
        return new PretrainedBackbone(
                kind,
                alpha,
                imageSize,
                new Network(architecture, KerasWeights.read(file, architecture)),
                "ImageNet weights of Keras, " + name);
    }

    /** As Keras chooses: the file trained at the picture's size if there is one, else that for 224. */
    private static String fileName(Backbone kind, double alpha, int imageSize) {
        int rows = SIZES.contains(imageSize) ? imageSize : 224;
        return kind.id() + "_weights_tf_dim_ordering_tf_kernels_" + alpha + "_" + rows + "_no_top.h5";
    }
}
