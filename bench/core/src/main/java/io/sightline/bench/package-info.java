/** The benchmark: what is measured, in which order. */
@NullMarked
package io.sightline.bench;

import org.jspecify.annotations.NullMarked;
