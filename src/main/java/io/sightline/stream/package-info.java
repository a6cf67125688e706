/** The classify topology: in-flight processor, error routing, topic definitions. */
@NullMarked
package io.sightline.stream;

import org.jspecify.annotations.NullMarked;
