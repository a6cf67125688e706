/** Wire contracts: image, prediction and feedback events, dead-letter reasons, serdes. */
@NullMarked
package io.sightline.event;

import org.jspecify.annotations.NullMarked;
