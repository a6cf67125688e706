/** Models in Kafka: versions, the champion among them, the trail of changes; written by one, read by all. */
@NullMarked
package io.sightline.registry;

import org.jspecify.annotations.NullMarked;
