package io.sightline.cnn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The backbones that exist, by Keras' names. */
public enum Backbone {
    /** VGG16: plain, large and slow. */
    VGG16(
            224,
            32,
            Backbone.oneWidth(),
            (alpha, side) -> Vgg.vgg16().backbone(side, side),
            (alpha, side, classes) -> Vgg.vgg16().withTop(side, side, classes)),

    /** VGG19: VGG16 with three more convolutions. */
    VGG19(
            224,
            32,
            Backbone.oneWidth(),
            (alpha, side) -> Vgg.vgg19().backbone(side, side),
            (alpha, side, classes) -> Vgg.vgg19().withTop(side, side, classes)),

    /** ResNet50: blocks that add to their input. */
    RESNET50(
            224,
            32,
            Backbone.oneWidth(),
            (alpha, side) -> ResNet50.backbone(side, side),
            (alpha, side, classes) -> ResNet50.withTop(side, side, classes)),

    /** InceptionV3: kernels of several sizes side by side. */
    INCEPTION_V3(
            299,
            75,
            Backbone.oneWidth(),
            (alpha, side) -> InceptionV3.backbone(side, side),
            (alpha, side, classes) -> InceptionV3.withTop(side, side, classes)),

    /** MobileNetV2: small and fast; {@code alpha} scales its width. */
    MOBILENET_V2(
            224,
            32,
            MobileNetV2.OFFICIAL_ALPHAS,
            (alpha, side) -> MobileNetV2.backbone(alpha, side, side),
            (alpha, side, classes) -> MobileNetV2.withTop(alpha, side, side, classes));

    private final int defaultImageSize;
    private final int smallestImageSize;
    private final List<Double> officialAlphas;
    private final Features features;
    private final Classifier classifier;

    Backbone(
            int defaultImageSize,
            int smallestImageSize,
            List<Double> officialAlphas,
            Features features,
            Classifier classifier) {
        this.defaultImageSize = defaultImageSize;
        this.smallestImageSize = smallestImageSize;
        this.officialAlphas = officialAlphas;
        this.features = features;
        this.classifier = classifier;
    }

    /** Builds a network up to and with global average pooling. */
    private interface Features {
        Architecture build(double alpha, int side);
    }

    /** Builds a network with its top. */
    private interface Classifier {
        Architecture build(double alpha, int side, int classes);
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

    /** Where fine-tuning begins unless it is said: the last two or three blocks of the network. */
    public String lastStage() {
        return switch (this) {
            case VGG16, VGG19 -> "block5";
            case RESNET50 -> "conv5_block1";
            case INCEPTION_V3 -> "mixed8";
            case MOBILENET_V2 -> "block_14";
        };
    }

    /** The side of the smallest pictures it takes. */
    public int smallestImageSize() {
        return smallestImageSize;
    }

    /** Widths that official ImageNet weights exist for; 1.0 alone where the width is fixed. */
    public List<Double> officialAlphas() {
        return officialAlphas;
    }

    /** Whether it comes in other widths than 1.0. */
    public boolean hasWidths() {
        return officialAlphas.size() > 1;
    }

    /**
     * The backbone up to and with global average pooling.
     *
     * @param alpha width multiplier, over 0 and at most 4; 1.0 for a backbone without widths
     * @param imageSize side of the square input
     * @throws IllegalArgumentException if the width or the side is out of range
     */
    public Architecture architecture(double alpha, int imageSize) {
        check(alpha, imageSize);
        return features.build(alpha, imageSize);
    }

    /**
     * The backbone with its top, a softmax layer over {@code classes} at the end, as Keras' {@code
     * include_top}.
     *
     * @throws IllegalArgumentException if the width or the side is out of range; VGG's top fits only
     *     pictures of 224 pixels
     */
    public Architecture architectureWithTop(double alpha, int imageSize, int classes) {
        check(alpha, imageSize);
        return classifier.build(alpha, imageSize, classes);
    }

    private void check(double alpha, int imageSize) {
        if (!hasWidths() && alpha != 1.0) {
            throw new IllegalArgumentException("alpha is " + alpha + "; " + id() + " has one width, 1.0 (only "
                    + Arrays.stream(values())
                            .filter(Backbone::hasWidths)
                            .map(Backbone::id)
                            .collect(Collectors.joining(", "))
                    + " has others)");
        }
        if (!(alpha > 0 && alpha <= 4)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it must be over 0 and at most 4");
        }
        if (imageSize < smallestImageSize) {
            throw new IllegalArgumentException(
                    "image size is " + imageSize + "; " + id() + " needs at least " + smallestImageSize);
        }
    }

    private static List<Double> oneWidth() {
        return List.of(1.0);
    }
}
