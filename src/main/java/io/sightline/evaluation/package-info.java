/** How well a model does on labelled pictures. */
@NullMarked
package io.sightline.evaluation;

import org.jspecify.annotations.NullMarked;
