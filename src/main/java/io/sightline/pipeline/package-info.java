/** Image event to class probabilities: fetch, decode, batch, infer; knows nothing of Kafka. */
@NullMarked
package io.sightline.pipeline;

import org.jspecify.annotations.NullMarked;
