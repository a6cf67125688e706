/** One training run: from a champion and examples to a challenger, and whether that is better. */
@NullMarked
package io.sightline.learning.run;

import org.jspecify.annotations.NullMarked;
