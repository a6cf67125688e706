/** Learning from feedback: which examples there are, when a run starts, what it does, and whether its model is better. */
@NullMarked
package io.sightline.learning;

import org.jspecify.annotations.NullMarked;
