package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;

/**
 * InceptionV3 as Keras builds it: Szegedy et al., "Rethinking the Inception Architecture for Computer
 * Vision" (CVPR 2016), table 1 and figures 5 to 7 and 10. The comments give the grid for pictures of 299
 * pixels.
 */
final class InceptionV3 {
    private static final float EPSILON = 1e-3f;
    private static final float MOMENTUM = 0.99f;

    private final Layers layers = new Layers();

    private InceptionV3() {}

    /** The convolutional part and global average pooling: a picture in, its features out. */
    static Architecture backbone(int height, int width) {
        InceptionV3 network = new InceptionV3();
        network.layers.globalAveragePooling("global_average_pooling2d", network.grid(height, width));
        return network.finish();
    }

    /** The whole classifier, with a dense layer of {@code classes} and softmax. */
    static Architecture withTop(int height, int width, int classes) {
        InceptionV3 network = new InceptionV3();
        Layer features = network.layers.globalAveragePooling("avg_pool", network.grid(height, width));
        network.layers.dense("predictions", features, classes, Activation.SOFTMAX);
        return network.finish();
    }

    private Layer grid(int height, int width) {
        Layer x = layers.input("input_layer", height, width);
        x = conv(x, 32, 3, 3, 2, Padding.VALID);
        x = conv(x, 32, 3, 3, 1, Padding.VALID);
        x = conv(x, 64, 3, 3);
        x = maxPooling(x);
        x = conv(x, 80, 1, 1, 1, Padding.VALID);
        x = conv(x, 192, 3, 3, 1, Padding.VALID);
        x = maxPooling(x);
        x = inception5x5("mixed0", x, 32); // 35x35x256
        x = inception5x5("mixed1", x, 64); // 35x35x288
        x = inception5x5("mixed2", x, 64);
        x = reductionTo17("mixed3", x); // 17x17x768
        x = inception7x7("mixed4", x, 128);
        x = inception7x7("mixed5", x, 160);
        x = inception7x7("mixed6", x, 160);
        x = inception7x7("mixed7", x, 192);
        x = reductionTo8("mixed8", x); // 8x8x1280
        x = inceptionExpanded("mixed9", "mixed9_0", x); // 8x8x2048
        return inceptionExpanded("mixed10", "mixed9_1", x);
    }

    /** Figure 5, with a 5x5 convolution in one branch and two of 3x3 in another. */
    private Layer inception5x5(String name, Layer input, int pooled) {
        Layer branch1x1 = conv(input, 64, 1, 1);
        Layer branch5x5 = conv(conv(input, 48, 1, 1), 64, 5, 5);
        Layer branch3x3 = conv(conv(conv(input, 64, 1, 1), 96, 3, 3), 96, 3, 3);
        Layer branchPool = conv(averagePooling(input), pooled, 1, 1);
        return layers.concatenate(name, branch1x1, branch5x5, branch3x3, branchPool);
    }

    /** Figure 10: halves the grid in every branch. */
    private Layer reductionTo17(String name, Layer input) {
        Layer branch3x3 = conv(input, 384, 3, 3, 2, Padding.VALID);
        Layer branch3x3Twice = conv(conv(input, 64, 1, 1), 96, 3, 3);
        branch3x3Twice = conv(branch3x3Twice, 96, 3, 3, 2, Padding.VALID);
        return layers.concatenate(name, branch3x3, branch3x3Twice, maxPooling(input));
    }

    /** Figure 6: 7x7 as 1x7 and 7x1, with n = 7; {@code inner} channels between them. */
    private Layer inception7x7(String name, Layer input, int inner) {
        Layer branch1x1 = conv(input, 192, 1, 1);
        Layer branch7x7 = conv(conv(conv(input, inner, 1, 1), inner, 1, 7), 192, 7, 1);
        Layer branch7x7Twice = conv(conv(conv(input, inner, 1, 1), inner, 7, 1), inner, 1, 7);
        branch7x7Twice = conv(conv(branch7x7Twice, inner, 7, 1), 192, 1, 7);
        Layer branchPool = conv(averagePooling(input), 192, 1, 1);
        return layers.concatenate(name, branch1x1, branch7x7, branch7x7Twice, branchPool);
    }

    private Layer reductionTo8(String name, Layer input) {
        Layer branch3x3 = conv(conv(input, 192, 1, 1), 320, 3, 3, 2, Padding.VALID);
        Layer branch7x7 = conv(conv(conv(input, 192, 1, 1), 192, 1, 7), 192, 7, 1);
        branch7x7 = conv(branch7x7, 192, 3, 3, 2, Padding.VALID);
        return layers.concatenate(name, branch3x3, branch7x7, maxPooling(input));
    }

    /** Figure 7: 3x3 as 1x3 beside 3x1. */
    private Layer inceptionExpanded(String name, String innerName, Layer input) {
        Layer branch1x1 = conv(input, 320, 1, 1);
        Layer branch3x3 = conv(input, 384, 1, 1);
        branch3x3 = layers.concatenate(innerName, conv(branch3x3, 384, 1, 3), conv(branch3x3, 384, 3, 1));
        Layer branch3x3Twice = conv(conv(input, 448, 1, 1), 384, 3, 3);
        branch3x3Twice = layers.concatenate(
                layers.numbered("concatenate"), conv(branch3x3Twice, 384, 1, 3), conv(branch3x3Twice, 384, 3, 1));
        Layer branchPool = conv(averagePooling(input), 192, 1, 1);
        return layers.concatenate(name, branch1x1, branch3x3, branch3x3Twice, branchPool);
    }

    private Layer conv(Layer input, int channels, int rows, int columns) {
        return conv(input, channels, rows, columns, 1, Padding.SAME);
    }

    private Layer conv(Layer input, int channels, int rows, int columns, int stride, Padding padding) {
        Layer x = layers.conv(layers.numbered("conv2d"), input, channels, rows, columns, stride, padding);
        x = layers.batchNormWithoutScale(layers.numbered("batch_normalization"), x, EPSILON, MOMENTUM);
        return layers.relu(layers.numbered("activation"), x);
    }

    private Layer maxPooling(Layer input) {
        return layers.maxPooling(layers.numbered("max_pooling2d"), input, 3, 2);
    }

    private Layer averagePooling(Layer input) {
        return layers.averagePooling(layers.numbered("average_pooling2d"), input, 3, 1, Padding.SAME);
    }

    private Architecture finish() {
        return new Architecture("inception_v3", Preprocessing.TF, layers.toList());
    }
}
