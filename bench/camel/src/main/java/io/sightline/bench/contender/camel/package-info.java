/** Apache Camel. */
@NullMarked
package io.sightline.bench.contender.camel;

import org.jspecify.annotations.NullMarked;
