/** Confluent's parallel consumer. */
@NullMarked
package io.sightline.bench.contender.parallelconsumer;

import org.jspecify.annotations.NullMarked;
