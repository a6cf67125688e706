/** How the learning rate changes as training goes on, in Keras' terms. */
@NullMarked
package io.sightline.training.schedule;

import org.jspecify.annotations.NullMarked;
