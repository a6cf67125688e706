/** Apache Flink. */
@NullMarked
package io.sightline.bench.contender.flink;

import org.jspecify.annotations.NullMarked;
