/** One catalogue of every metric, its labels and help. */
@NullMarked
package io.sightline.metrics;

import org.jspecify.annotations.NullMarked;
