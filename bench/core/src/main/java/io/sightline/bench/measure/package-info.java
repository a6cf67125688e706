/** Measuring: processes, rounds, processor time, latency, and what figures come to. */
@NullMarked
package io.sightline.bench.measure;

import org.jspecify.annotations.NullMarked;
