/** Work that takes time, done without blocking a stream thread and without losing a record. */
@NullMarked
package io.sightline.stream.inflight;

import org.jspecify.annotations.NullMarked;
