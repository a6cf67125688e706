/** Files from the web, fetched once and checked. */
@NullMarked
package io.sightline.download;

import org.jspecify.annotations.NullMarked;
