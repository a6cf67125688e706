package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.Padding;

/**
 * VGG16 and VGG19 as Keras builds them: Simonyan and Zisserman, "Very Deep Convolutional Networks for
 * Large-Scale Image Recognition" (ICLR 2015), columns D and E of table 1.
 */
final class Vgg {
    /** The dense layers fit the 7x7 grid that is left of so many pixels, and no other. */
    private static final int TOP_IMAGE_SIZE = 224;

    private final Layers layers = new Layers();
    private final String name;
    private final int convolutions;

    private Vgg(String name, int convolutions) {
        this.name = name;
        this.convolutions = convolutions;
    }

    /** Column D: three convolutions in each of the wide blocks. */
    static Vgg vgg16() {
        return new Vgg("vgg16", 3);
    }

    /** Column E: four convolutions in each of the wide blocks. */
    static Vgg vgg19() {
        return new Vgg("vgg19", 4);
    }

    /** The convolutional part and global average pooling: a picture in, its features out. */
    Architecture backbone(int height, int width) {
        layers.globalAveragePooling("global_average_pooling2d", blocks(height, width));
        return finish();
    }

    /**
     * The whole classifier, with three dense layers.
     *
     * @throws IllegalArgumentException if the picture is of another size than the top was made for
     */
    Architecture withTop(int height, int width, int classes) {
        if (height != TOP_IMAGE_SIZE || width != TOP_IMAGE_SIZE) {
            throw new IllegalArgumentException("image size is " + height + "; the top of " + name
                    + " takes pictures of exactly " + TOP_IMAGE_SIZE);
        }
        Layer x = layers.flatten("flatten", blocks(height, width));
        x = layers.dense("fc1", x, 4096, Activation.RELU);
        x = layers.dense("fc2", x, 4096, Activation.RELU);
        layers.dense("predictions", x, classes, Activation.SOFTMAX);
        return finish();
    }

    private Layer blocks(int height, int width) {
        Layer x = layers.input("input_layer", height, width);
        x = block("block1", x, 2, 64);
        x = block("block2", x, 2, 128);
        x = block("block3", x, convolutions, 256);
        x = block("block4", x, convolutions, 512);
        return block("block5", x, convolutions, 512);
    }

    private Layer block(String block, Layer input, int n, int channels) {
        Layer x = input;
        for (int i = 1; i <= n; i++) {
            x = layers.convWithBias(block + "_conv" + i, x, channels, 3, 1, Padding.SAME, Activation.RELU);
        }
        return layers.maxPooling(block + "_pool", x, 2, 2);
    }

    private Architecture finish() {
        return new Architecture(name, Preprocessing.CAFFE, layers.toList());
    }
}
