package io.sightline.cnn.weights;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.Network;

/**
 * A backbone whose weights have already learned to see.
 *
 * @param kind which backbone
 * @param alpha its width
 * @param imageSize side of its square input
 * @param network layers and weights, up to and with global average pooling or with the top
 * @param origin where the weights came from, for people to read
 */
public record PretrainedBackbone(Backbone kind, double alpha, int imageSize, Network network, String origin) {}
