/** What contenders are given: pictures, a model, topics, events. */
@NullMarked
package io.sightline.bench.load;

import org.jspecify.annotations.NullMarked;
