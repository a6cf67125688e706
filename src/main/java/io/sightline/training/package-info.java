/** Data set, feature extraction, head training, evaluation. */
@NullMarked
package io.sightline.training;

import org.jspecify.annotations.NullMarked;
