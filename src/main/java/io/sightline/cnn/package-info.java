/** Backbones as TensorFlow graphs, Keras weights, preprocessing modes. */
@NullMarked
package io.sightline.cnn;

import org.jspecify.annotations.NullMarked;
