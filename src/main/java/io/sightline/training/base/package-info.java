/** What a model keeps of the data it was trained on, so that it can learn more without forgetting. */
@NullMarked
package io.sightline.training.base;

import org.jspecify.annotations.NullMarked;
