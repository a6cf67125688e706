/** Embedded KRaft broker, topic administration, client settings. */
@NullMarked
package io.sightline.kafka;

import org.jspecify.annotations.NullMarked;
