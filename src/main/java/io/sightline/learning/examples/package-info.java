/** The labelled pictures there are: records of the examples topic, taken together and kept on disk. */
@NullMarked
package io.sightline.learning.examples;

import org.jspecify.annotations.NullMarked;
