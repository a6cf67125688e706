/** Image events to predictions. */
@NullMarked
package io.sightline.stream.classify;

import org.jspecify.annotations.NullMarked;
