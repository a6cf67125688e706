/** Learning from feedback: when a run starts, on which of the instances, and what becomes of it. */
@NullMarked
package io.sightline.learning;

import org.jspecify.annotations.NullMarked;
