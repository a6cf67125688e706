/** Pictures for the demo on disk: labelled ones, a stream of unseen ones, and broken ones. */
@NullMarked
package io.sightline.demo.pictures;

import org.jspecify.annotations.NullMarked;
