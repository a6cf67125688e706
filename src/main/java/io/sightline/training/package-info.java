/** Feature extraction, fine-tuning, training from scratch. */
@NullMarked
package io.sightline.training;

import org.jspecify.annotations.NullMarked;
