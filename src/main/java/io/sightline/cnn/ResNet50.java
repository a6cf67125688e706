package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;

/**
 * ResNet50 as Keras builds it: He et al., "Deep Residual Learning for Image Recognition" (CVPR 2016),
 * table 1, column "50-layer". A stage's stride is in the first convolution of its first block, and
 * every convolution has a bias although batch normalization follows.
 */
final class ResNet50 {
    private static final float EPSILON = 1.001e-5f;
    private static final float MOMENTUM = 0.99f;

    private final Layers layers = new Layers();

    private ResNet50() {}

    /** The convolutional part and global average pooling: a picture in, its features out. */
    static Architecture backbone(int height, int width) {
        ResNet50 network = new ResNet50();
        network.features(height, width);
        return network.finish();
    }

    /** The whole classifier, with a dense layer of {@code classes} and softmax. */
    static Architecture withTop(int height, int width, int classes) {
        ResNet50 network = new ResNet50();
        network.layers.dense("predictions", network.features(height, width), classes, Activation.SOFTMAX);
        return network.finish();
    }

    private Layer features(int height, int width) {
        Layer x = layers.input("input_layer", height, width);
        x = layers.pad("conv1_pad", x, 3);
        x = batchNorm("conv1_bn", conv("conv1_conv", x, 64, 7, 2, Padding.VALID));
        x = layers.relu("conv1_relu", x);
        x = layers.pad("pool1_pad", x, 1);
        x = layers.maxPooling("pool1_pool", x, 3, 2);
        x = stage("conv2", x, 64, 3, 1);
        x = stage("conv3", x, 128, 4, 2);
        x = stage("conv4", x, 256, 6, 2);
        x = stage("conv5", x, 512, 3, 2);
        return layers.globalAveragePooling("avg_pool", x);
    }

    private Layer stage(String stage, Layer input, int channels, int blocks, int stride) {
        Layer x = block(
                stage + "_block1", input, projection(stage + "_block1", input, channels, stride), channels, stride);
        for (int i = 2; i <= blocks; i++) {
            x = block(stage + "_block" + i, x, x, channels, 1);
        }
        return x;
    }

    private Layer projection(String block, Layer input, int channels, int stride) {
        return batchNorm(block + "_0_bn", conv(block + "_0_conv", input, 4 * channels, 1, stride, Padding.VALID));
    }

    private Layer block(String block, Layer input, Layer shortcut, int channels, int stride) {
        Layer x = conv(block + "_1_conv", input, channels, 1, stride, Padding.VALID);
        x = layers.relu(block + "_1_relu", batchNorm(block + "_1_bn", x));
        x = conv(block + "_2_conv", x, channels, 3, 1, Padding.SAME);
        x = layers.relu(block + "_2_relu", batchNorm(block + "_2_bn", x));
        x = conv(block + "_3_conv", x, 4 * channels, 1, 1, Padding.VALID);
        x = layers.add(block + "_add", shortcut, batchNorm(block + "_3_bn", x));
        return layers.relu(block + "_out", x);
    }

    private Layer conv(String name, Layer input, int channels, int kernel, int stride, Padding padding) {
        return layers.convWithBias(name, input, channels, kernel, stride, padding, Activation.LINEAR);
    }

    private Layer batchNorm(String name, Layer input) {
        return layers.batchNorm(name, input, EPSILON, MOMENTUM);
    }

    private Architecture finish() {
        return new Architecture("resnet50", Preprocessing.CAFFE, layers.toList());
    }
}
