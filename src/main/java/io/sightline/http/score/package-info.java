/** Classifying pictures that come by HTTP, as TensorFlow Serving does. */
@NullMarked
package io.sightline.http.score;

import org.jspecify.annotations.NullMarked;
