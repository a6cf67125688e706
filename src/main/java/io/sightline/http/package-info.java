/** What an instance offers over HTTP: the page, its API, health, metrics and scoring. */
@NullMarked
package io.sightline.http;

import org.jspecify.annotations.NullMarked;
