/** Rendered pictures of surfaces under a camera: the machinery that every family of pictures shares. */
@NullMarked
package io.sightline.demo.surface;

import org.jspecify.annotations.NullMarked;
