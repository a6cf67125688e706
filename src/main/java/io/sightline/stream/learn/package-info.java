/** Feedback events to examples. */
@NullMarked
package io.sightline.stream.learn;

import org.jspecify.annotations.NullMarked;
