/** Reference to bytes to pixels: sources, guards, decode, orientation, resize. */
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
