/** What the frozen part of a network makes of pictures: computed once and kept, or anew for each epoch. */
@NullMarked
package io.sightline.training.activations;

import org.jspecify.annotations.NullMarked;
