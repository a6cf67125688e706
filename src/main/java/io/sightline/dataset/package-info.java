/** Labelled pictures on disk: which there are, what each is for, and how they are read. */
@NullMarked
package io.sightline.dataset;

import org.jspecify.annotations.NullMarked;
