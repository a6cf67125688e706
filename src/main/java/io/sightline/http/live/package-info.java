/** What goes by on the topics, shown as it comes. */
@NullMarked
package io.sightline.http.live;

import org.jspecify.annotations.NullMarked;
