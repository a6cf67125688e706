package io.sightline.cnn;

import org.jspecify.annotations.Nullable;

/** The kinds of layer a backbone is made of, with Keras' class names and options. */
public sealed interface LayerType {

    /** Keras' class name, for example {@code DepthwiseConv2D}. */
    default String kerasName() {
        return getClass().getSimpleName();
    }

    /** Padding of a convolution or pooling, as TensorFlow names it. */
    enum Padding {
        SAME,
        VALID
    }

    /** What a dense layer does with its sums. */
    enum Activation {
        LINEAR,
        SIGMOID,
        SOFTMAX
    }

    record InputLayer() implements LayerType {}

    record ZeroPadding2D(int top, int bottom, int left, int right) implements LayerType {}

    record Conv2D(int stride, Padding padding, boolean bias) implements LayerType {}

    record DepthwiseConv2D(int stride, Padding padding, boolean bias) implements LayerType {}

    record BatchNormalization(float epsilon, float momentum) implements LayerType {}

    /**
     * @param maxValue the ceiling, or null for none; only 6 is known
     */
    record ReLU(@Nullable Float maxValue) implements LayerType {}

    record Add() implements LayerType {}

    record GlobalAveragePooling2D() implements LayerType {}

    record Dense(Activation activation) implements LayerType {}
}
