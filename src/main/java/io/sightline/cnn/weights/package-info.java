/** Where a network's weights come from: Keras' files, official downloads, the starter. */
@NullMarked
package io.sightline.cnn.weights;

import org.jspecify.annotations.NullMarked;
