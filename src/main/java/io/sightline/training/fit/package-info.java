/** Fitting variables to labelled activations: the graph, the optimizer, the loop over epochs. */
@NullMarked
package io.sightline.training.fit;

import org.jspecify.annotations.NullMarked;
