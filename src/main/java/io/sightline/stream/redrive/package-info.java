/** Dead letters back to where they came from. */
@NullMarked
package io.sightline.stream.redrive;

import org.jspecify.annotations.NullMarked;
