/** What the page asks for and what it changes. */
@NullMarked
package io.sightline.http.api;

import org.jspecify.annotations.NullMarked;
