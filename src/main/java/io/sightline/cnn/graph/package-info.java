/** Networks as TensorFlow graphs: to run them, to train them from nothing, to train their upper part. */
@NullMarked
package io.sightline.cnn.graph;

import org.jspecify.annotations.NullMarked;
