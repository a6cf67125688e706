/** The topologies, and what they share: running, and what happens when a thread dies. */
@NullMarked
package io.sightline.stream;

import org.jspecify.annotations.NullMarked;
