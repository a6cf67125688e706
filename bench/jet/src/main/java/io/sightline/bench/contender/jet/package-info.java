/** Hazelcast Jet. */
@NullMarked
package io.sightline.bench.contender.jet;

import org.jspecify.annotations.NullMarked;
