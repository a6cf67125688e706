package io.sightline.cnn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The backbones that exist, by Keras' names. */
public enum Backbone {
    /** MobileNetV2: small and fast; {@code alpha} scales its width. */
    MOBILENET_V2(224, 32, MobileNetV2.OFFICIAL_ALPHAS) {
        @Override
        Architecture build(double alpha, int imageSize) {
            return MobileNetV2.backbone(alpha, imageSize, imageSize);
        }

        @Override
        Architecture buildWithTop(double alpha, int imageSize, int classes) {
            return MobileNetV2.withTop(alpha, imageSize, imageSize, classes);
        }
    };

    private final int defaultImageSize;
    private final int smallestImageSize;
    private final List<Double> officialAlphas;

    Backbone(int defaultImageSize, int smallestImageSize, List<Double> officialAlphas) {
        this.defaultImageSize = defaultImageSize;
        this.smallestImageSize = smallestImageSize;
        this.officialAlphas = officialAlphas;
    }

    /**
     * Finds a backbone by its Keras name, for example {@code mobilenet_v2}.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there
     *     are
     */
    public static Backbone named(String name) {
        return Arrays.stream(values())
                .filter(backbone -> backbone.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backbone is named " + name + "; there is "
                        + Arrays.stream(values()).map(Backbone::id).collect(Collectors.joining(", "))));
    }

    /** Its name in Keras, on the command line and in a bundle. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The side of the pictures its official weights were trained on. */
    public int defaultImageSize() {
        return defaultImageSize;
    }

    /** Widths that official ImageNet weights exist for. */
    public List<Double> officialAlphas() {
        return officialAlphas;
    }

    /**
     * The backbone up to and with global average pooling.
     *
     * @param alpha width multiplier, over 0
     * @param imageSize side of the square input
     * @throws IllegalArgumentException if the width or the side is out of range
     */
    public Architecture architecture(double alpha, int imageSize) {
        check(alpha, imageSize);
        return build(alpha, imageSize);
    }

    /** The backbone with a softmax layer over {@code classes} on top, as Keras' {@code include_top}. */
    public Architecture architectureWithTop(double alpha, int imageSize, int classes) {
        check(alpha, imageSize);
        return buildWithTop(alpha, imageSize, classes);
    }

    abstract Architecture build(double alpha, int imageSize);

    abstract Architecture buildWithTop(double alpha, int imageSize, int classes);

    private void check(double alpha, int imageSize) {
        if (!(alpha > 0 && alpha <= 4)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it must be over 0 and at most 4");
        }
        if (imageSize < smallestImageSize) {
            throw new IllegalArgumentException(
                    "image size is " + imageSize + "; " + id() + " needs at least " + smallestImageSize);
        }
    }
}
