package io.sightline.cnn.weights;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * The small backbone that comes with Sightline, for machines that cannot download ImageNet weights.
 * Two resources beside this class, in {@code starter/}: {@code starter.weights.h5} as {@link
 * KerasWeights#write} writes it, and {@code starter.properties} with the keys {@code backbone},
 * {@code alpha} and {@code image.size}.
 */
public final class StarterWeights {
    private static final String WEIGHTS = "starter/starter.weights.h5";
    private static final String PROPERTIES = "starter/starter.properties";

    private StarterWeights() {}

    /** Whether this build has them. */
    public static boolean present() {
        return StarterWeights.class.getResource(WEIGHTS) != null
                && StarterWeights.class.getResource(PROPERTIES) != null;
    }

    /** The width they were made with; other widths have no starter weights. */
    public static double alpha() {
        return Double.parseDouble(property("alpha"));
    }

    /** The picture size they were made with; they fit any other too. */
    public static int imageSize() {
        return Integer.parseInt(property("image.size"));
    }

    /** The backbone they are for. */
    public static Backbone backbone() {
        return Backbone.named(property("backbone"));
    }

    /**
     * Loads the starter backbone for a picture size.
     *
     * @throws WeightsException if this build has none
     */
    public static PretrainedBackbone load(int imageSize) {
        Architecture architecture = backbone().architecture(alpha(), imageSize);
        try {
            Path copy = Files.createTempFile("starter", ".weights.h5");
            try (InputStream in = open(WEIGHTS)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                Network network = new Network(architecture, KerasWeights.read(copy, architecture));
                return new PretrainedBackbone(backbone(), alpha(), imageSize, network, "starter weights of Sightline");
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new WeightsException("cannot read the starter weights: " + e, e);
        }
    }

    private static String property(String key) {
        Properties properties = new Properties();
        try (InputStream in = open(PROPERTIES)) {
            properties.load(in);
        } catch (IOException e) {
            throw new WeightsException("cannot read the starter weights: " + e, e);
        }
        String value = properties.getProperty(key);
        if (value == null) {
            throw new WeightsException(PROPERTIES + " has no " + key);
        }
        return value;
    }

    private static InputStream open(String resource) {
        InputStream in = StarterWeights.class.getResourceAsStream(resource);
        if (in == null) {
            throw new WeightsException("this build of Sightline carries no starter weights; give --weights FILE");
        }
        return in;
    }
}
