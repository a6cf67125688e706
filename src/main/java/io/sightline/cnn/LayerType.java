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

    /** What a layer does with its sums. */
    enum Activation {
        LINEAR,
        RELU,
        SIGMOID,
        SOFTMAX
    }

    record InputLayer() implements LayerType {}

    record ZeroPadding2D(int top, int bottom, int left, int right) implements LayerType {}

    record Conv2D(int stride, Padding padding, boolean bias, Activation activation) implements LayerType {}

    record DepthwiseConv2D(int stride, Padding padding, boolean bias) implements LayerType {}

    /** Without the weight gamma the values are not scaled: Keras' {@code scale=False}. */
    record BatchNormalization(float epsilon, float momentum) implements LayerType {}

    /**
     * @param maxValue the ceiling, or null for none; only 6 is known
     */
    record ReLU(@Nullable Float maxValue) implements LayerType {}

    /** An activation that is a layer of its own: Keras' {@code Activation}. */
    record ActivationLayer(Activation activation) implements LayerType {
        @Override
        public String kerasName() {
            return "Activation";
        }
    }

    record MaxPooling2D(int size, int stride, Padding padding) implements LayerType {}

    /** The average of the values in the window that are of the picture: padding does not count. */
    record AveragePooling2D(int size, int stride, Padding padding) implements LayerType {}

    record Add() implements LayerType {}

    /** Puts the channels of its inputs one after another. */
    record Concatenate() implements LayerType {}

    record Flatten() implements LayerType {}

    record GlobalAveragePooling2D() implements LayerType {}

    record Dense(Activation activation) implements LayerType {}
}
