/** The web server under it all: routes, limits, who may change things. */
@NullMarked
package io.sightline.http.server;

import org.jspecify.annotations.NullMarked;
