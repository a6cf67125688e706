/** Bundle on disk, DJL classifier, batcher. */
@NullMarked
package io.sightline.model;

import org.jspecify.annotations.NullMarked;
