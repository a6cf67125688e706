package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;
import java.util.List;

/**
 * MobileNetV2 as Keras builds it: Sandler et al., "MobileNetV2: Inverted Residuals and Linear
 * Bottlenecks" (CVPR 2018), table 2. The comments use the paper's letters: t expansion, c output
 * channels, n repeats, s stride of the first repeat.
 */
final class MobileNetV2 {
    static final List<Double> OFFICIAL_ALPHAS = List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4);

    private static final float EPSILON = 1e-3f;
    private static final float MOMENTUM = 0.999f;

    private final Layers layers = new Layers();
    private final double alpha;
    private int block;

    private MobileNetV2(double alpha) {
        this.alpha = alpha;
    }

    /** The convolutional part and global average pooling: a picture in, its features out. */
    static Architecture backbone(double alpha, int height, int width) {
        MobileNetV2 network = new MobileNetV2(alpha);
        network.features(height, width);
        return network.finish();
    }

    /** The whole classifier, with a dense layer of {@code classes} and softmax. */
    static Architecture withTop(double alpha, int height, int width, int classes) {
        MobileNetV2 network = new MobileNetV2(alpha);
        network.layers.dense("predictions", network.features(height, width), classes, Activation.SOFTMAX);
        return network.finish();
    }

    private Layer features(int height, int width) {
        Layer x = layers.input("input_layer", height, width);
        x = layers.conv("Conv1", x, channels(32), 3, 2, Padding.SAME);
        x = relu6("Conv1_relu", batchNorm("bn_Conv1", x));
        x = depthwiseAndProject("expanded_conv_", x, 1, channels(16)); // t 1, c 16, n 1, s 1
        x = bottlenecks(x, 6, 24, 2, 2);
        x = bottlenecks(x, 6, 32, 3, 2);
        x = bottlenecks(x, 6, 64, 4, 2);
        x = bottlenecks(x, 6, 96, 3, 1);
        x = bottlenecks(x, 6, 160, 3, 2);
        x = bottlenecks(x, 6, 320, 1, 1);
        // the last convolution grows with alpha but never shrinks
        x = layers.conv("Conv_1", x, divisibleBy8(1280 * Math.max(alpha, 1)), 1, 1, Padding.VALID);
        x = relu6("out_relu", batchNorm("Conv_1_bn", x));
        return layers.globalAveragePooling("global_average_pooling2d", x);
    }

    private Layer bottlenecks(Layer input, int t, int c, int n, int s) {
        Layer x = input;
        for (int repeat = 0; repeat < n; repeat++) {
            x = bottleneck(x, t, channels(c), repeat == 0 ? s : 1);
        }
        return x;
    }

    private Layer bottleneck(Layer input, int t, int c, int s) {
        String prefix = "block_" + ++block + "_";
        Layer x = layers.conv(prefix + "expand", input, t * input.channels(), 1, 1, Padding.SAME);
        x = relu6(prefix + "expand_relu", batchNorm(prefix + "expand_BN", x));
        x = depthwiseAndProject(prefix, x, s, c);
        return s == 1 && input.channels() == c ? layers.add(prefix + "add", input, x) : x;
    }

    private Layer depthwiseAndProject(String prefix, Layer input, int s, int c) {
        Layer x = s == 2 ? layers.padForStride2(prefix + "pad", input, 3) : input;
        x = layers.depthwiseConv(prefix + "depthwise", x, 3, s, s == 2 ? Padding.VALID : Padding.SAME);
        x = relu6(prefix + "depthwise_relu", batchNorm(prefix + "depthwise_BN", x));
        x = layers.conv(prefix + "project", x, c, 1, 1, Padding.SAME);
        return batchNorm(prefix + "project_BN", x);
    }

    private Layer batchNorm(String name, Layer input) {
        return layers.batchNorm(name, input, EPSILON, MOMENTUM);
    }

    private Layer relu6(String name, Layer input) {
        return layers.relu6(name, input);
    }

    private int channels(int paper) {
        return divisibleBy8(paper * alpha);
    }

    /** The nearest multiple of 8, at least 8 and never more than a tenth below the value. */
    private static int divisibleBy8(double value) {
        int rounded = Math.max(8, (int) (value + 4) / 8 * 8);
        return rounded < 0.9 * value ? rounded + 8 : rounded;
    }

    private Architecture finish() {
        return new Architecture("mobilenet_v2", Preprocessing.TF, layers.toList());
    }
}
