/** TensorFlow's shared libraries and how the engine is started. */
@NullMarked
package io.sightline.engine;

import org.jspecify.annotations.NullMarked;
