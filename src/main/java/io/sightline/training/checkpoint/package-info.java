/** What a training writes down as it goes on, so that one that was cut short can go on. */
@NullMarked
package io.sightline.training.checkpoint;

import org.jspecify.annotations.NullMarked;
