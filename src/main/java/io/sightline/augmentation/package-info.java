/** Pictures as they might also have been taken: turned, moved, lit otherwise, so that a training sees more of them. */
@NullMarked
package io.sightline.augmentation;

import org.jspecify.annotations.NullMarked;
